using Emblem.Models;
using static TorchSharp.torch;

namespace Emblem.Interpretation;

/// <summary>
/// Grad-CAM (Selvaraju et al. 2016) as fast.ai v1 takes it: on the features that the head reads, model in evaluation mode; or on an earlier stage's map, and by
/// HiResCAM (<see cref="HeatmapDetail"/>). Of a head on several stages each stage counts where its own map answers, so that a place's value is what it adds to the
/// score, in every stage's share alike; stages after an earlier cut count through it.
/// <para>
/// One pass of the body serves any number of maps; each costs a pass through what comes after the cut, forward and back.
/// </para>
/// </summary>
internal sealed class GradCam : IDisposable
{
    private readonly TransferModel _model;
    private readonly HeatmapMethod _method;
    private readonly Tensor _cut;
    private readonly Tensor _located;
    private readonly int _stage;

    /// <param name="model">Put into evaluation mode; its weights get no gradients.</param>
    /// <param name="inputs">Normalised pictures [n, 3, h, w].</param>
    /// <param name="detail">How fine, and by which method.</param>
    public GradCam(TransferModel model, Tensor inputs, HeatmapDetail detail)
    {
        (_model, _method) = (model, detail.Method);
        model.eval();
        using var scope = NewDisposeScope();
        (Tensor cut, Tensor located, _stage) = model.Locate(inputs, detail.Finer);
        _cut = cut.detach().DetachFromDisposeScope();
        _located = located.detach().DetachFromDisposeScope();
    }

    /// <summary>A map of each picture.</summary>
    /// <param name="directions">
    /// For each picture a number a class: the map is of the logits' sum, each times its number. 1 for a class and 0 for all others is fast.ai's; −1 for another
    /// beside it shows what speaks for the one against the other.
    /// </param>
    public IReadOnlyList<Heatmap> Of(IReadOnlyList<float[]> directions)
    {
        using var scope = NewDisposeScope();
        Tensor cut = _cut.detach().requires_grad_();
        Tensor wanted = tensor([.. directions.SelectMany(row => row)], [directions.Count, directions[0].Length]);
        Tensor score = (_model.Head.forward(_model.Body.Continue(cut, _stage)).cpu() * wanted).sum();
        Tensor gradients = autograd.grad([score], [cut])[0];
        using var quiet = no_grad();
        Tensor weights = _method == HeatmapMethod.HiResCam ? gradients : gradients.mean([2, 3], keepdim: true);
        Tensor maps = (_located * weights).sum(1).relu_().cpu();
        int height = (int)maps.shape[1];
        int width = (int)maps.shape[2];
        return [.. Enumerable.Range(0, directions.Count).Select(i => new Heatmap(width, height, maps[i].contiguous().data<float>().ToArray()))];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cut.Dispose();
        _located.Dispose();
    }
}
