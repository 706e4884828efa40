using Emblem.Models;
using static TorchSharp.torch;

namespace Emblem.Interpretation;

/// <summary>
/// Grad-CAM (Selvaraju et al. 2016) as fast.ai v1 takes it: on the features that the head reads, model in evaluation mode. Of a head on several stages each
/// stage counts where its own map answers, so that a place's value is what it adds to the score, in every stage's share alike.
/// <para>
/// One pass of the body serves any number of maps; each costs a pass through the head, forward and back.
/// </para>
/// </summary>
internal sealed class GradCam : IDisposable
{
    private readonly TransferModel _model;
    private readonly Tensor _features;
    private readonly Tensor _located;

    /// <param name="model">Put into evaluation mode; its weights get no gradients.</param>
    /// <param name="inputs">Normalised pictures [n, 3, h, w].</param>
    public GradCam(TransferModel model, Tensor inputs)
    {
        _model = model;
        model.eval();
        using var scope = NewDisposeScope();
        (Tensor features, Tensor located) = model.Locate(inputs);
        _features = features.detach().DetachFromDisposeScope();
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
        Tensor features = _features.detach().requires_grad_();
        Tensor wanted = tensor([.. directions.SelectMany(row => row)], [directions.Count, directions[0].Length]);
        Tensor score = (_model.Head.forward(features).cpu() * wanted).sum();
        Tensor gradients = autograd.grad([score], [features])[0];
        using var quiet = no_grad();
        Tensor weights = gradients.mean([2, 3], keepdim: true);
        Tensor maps = (_located * weights).sum(1).relu_().cpu();
        int height = (int)maps.shape[1];
        int width = (int)maps.shape[2];
        return [.. Enumerable.Range(0, directions.Count).Select(i => new Heatmap(width, height, maps[i].contiguous().data<float>().ToArray()))];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _features.Dispose();
        _located.Dispose();
    }
}
