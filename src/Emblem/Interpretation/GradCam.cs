using Emblem.Models;
using static TorchSharp.torch;

namespace Emblem.Interpretation;

/// <summary>
/// Grad-CAM (Selvaraju et al. 2016) as fast.ai v1 takes it: on the features that the head reads, for one class, model in evaluation mode. Of a
/// head on several stages it shows what the last one says: the others' means have no place in the picture.
/// </summary>
internal static class GradCam
{
    /// <summary>The map of each picture for its own class.</summary>
    /// <param name="model">Put into evaluation mode; its weights get no gradients.</param>
    /// <param name="inputs">Normalised pictures [n, 3, h, w].</param>
    /// <param name="classes">One class index a picture.</param>
    public static IReadOnlyList<Heatmap> For(TransferModel model, Tensor inputs, IReadOnlyList<long> classes)
    {
        using var scope = NewDisposeScope();
        model.eval();
        Tensor features = Features(model, inputs).requires_grad_();
        Tensor chosen = model.Head.forward(features).cpu().gather(1, tensor([.. classes]).unsqueeze(1)).sum();
        Tensor gradients = autograd.grad([chosen], [features])[0];
        using var quiet = no_grad();
        Tensor weights = gradients.mean([2, 3], keepdim: true);
        Tensor maps = (features * weights).narrow(1, 0, model.Body.StageWidths[^1]).sum(1).relu_().cpu();
        int height = (int)maps.shape[1];
        int width = (int)maps.shape[2];
        return [.. Enumerable.Range(0, classes.Count).Select(i => new Heatmap(width, height, maps[i].contiguous().data<float>().ToArray()))];
    }

    private static Tensor Features(TransferModel model, Tensor inputs)
    {
        // Nothing below the features needs a gradient: this costs a plain forward pass.
        using var quiet = no_grad();
        return model.Extract(inputs).detach();
    }
}
