using Emblem.Compute;
using Emblem.Export;
using Emblem.ModelFiles;
using Emblem.Reporting;
using Emblem.Serving;

namespace Emblem.Cli.Commands;

/// <summary>Where a served model looks. The network is opened a second time when the first caller asks, since a service that nobody asks for it needs half the memory.</summary>
internal sealed class ServedHeatmaps(string model, ComputeOptions compute, long pixelLimit) : IDisposable
{
    private readonly Lazy<PictureExplainer> _explainer = new(() => PictureExplainer.Open(model, compute: compute, pixelLimit: pixelLimit));

    /// <summary>The options with them; as they are for an ONNX model, which has no gradients.</summary>
    public ServingOptions AddTo(ServingOptions options) => OnnxFile.IsOnnx(model) ? options : options with { Explain = ExplainAsync };

    public void Dispose()
    {
        if (_explainer.IsValueCreated)
            _explainer.Value.Dispose();
    }

    private Task<ServedHeatmap> ExplainAsync(byte[] picture, string? ofClass, CancellationToken stop) => Task.Run(
        () =>
        {
            PictureExplanation found = _explainer.Value.Explain(picture, ofClass);
            return new ServedHeatmap(ExplanationPicture.Draw(found), found.Caption);
        },
        stop);
}
