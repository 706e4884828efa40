using Emblem.Compute;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Interpretation;
using Emblem.ModelFiles;
using Emblem.Models;
using static TorchSharp.torch;

namespace Emblem.Export;

/// <summary>
/// A saved model ready to show where it looks: <see cref="GradCam"/> of single pictures, for a page or a service. Holds the network's memory: dispose it. Any number of
/// threads may call it; one picture is explained at a time.
/// </summary>
public sealed class PictureExplainer : IDisposable
{
    private readonly Lock _turn = new();
    private readonly TransferModel _model;
    private readonly ComputeLease? _lease;
    private bool _isDisposed;

    private PictureExplainer(TransferModel model, ModelMetadata description, ComputeLease? lease) => (_model, Description, _lease) = (model, description, lease);

    /// <summary>All that the file says of the model.</summary>
    public ModelMetadata Description { get; }

    /// <summary>Pictures with more pixels than this are refused by their header; <see cref="ImageCodec.DefaultPixelLimit"/> by default.</summary>
    public long PixelLimit { get; init; } = ImageCodec.DefaultPixelLimit;

    /// <summary>Opens a file that <c>Learner.Save</c>, <c>Export</c> or <c>emblem train</c> wrote.</summary>
    /// <param name="path">The file. One that was exported as ONNX gives no gradients, so it explains nothing.</param>
    /// <param name="ownHead">The <see cref="HeadChoice.Custom"/> that the model was trained with; others need nothing.</param>
    /// <param name="compute">What computes; null for fp32 on the processor with torch's own threads.</param>
    /// <param name="pixelLimit">The largest picture; <see cref="ImageCodec.DefaultPixelLimit"/> by default.</param>
    /// <exception cref="ArgumentException">The path is null or empty.</exception>
    /// <exception cref="EmblemException">No such file, no Emblem model, or natives are missing.</exception>
    public static PictureExplainer Open(string path, HeadChoice? ownHead = null, ComputeOptions? compute = null, long pixelLimit = ImageCodec.DefaultPixelLimit)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ComputePlan? plan = compute?.Resolve();
        (TransferModel model, ModelMetadata description, _) = ExportedModel.Open(path, ownHead);
        ComputeLease? lease = null;
        try
        {
            lease = plan?.Lease();
            model.Use(plan ?? ComputePlan.Plain);
            return new PictureExplainer(model, description, lease) { PixelLimit = pixelLimit };
        }
        catch
        {
            model.Dispose();
            lease?.Dispose();
            throw;
        }
    }

    /// <summary>Where in a picture the evidence for a class lies. Costs two passes of the network and one back through its head.</summary>
    /// <param name="picture">A path, a file's bytes, a stream or a decoded picture.</param>
    /// <param name="ofClass">The class; the most probable one when null.</param>
    /// <param name="detail">How fine, and by which method; <see cref="HeatmapDetail.Usual"/> when null.</param>
    /// <exception cref="ImageFileException">No picture, damaged, or over the limit.</exception>
    /// <exception cref="EmblemException">The model does not know the class, or computes no numbers for the picture.</exception>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    public PictureExplanation Explain(PictureInput picture, string? ofClass = null, HeatmapDetail? detail = null)
    {
        ArgumentNullException.ThrowIfNull(picture);
        Preprocessing preprocessing = Description.Preprocessing;
        HeatmapTarget target = ofClass is null ? HeatmapTarget.Predicted : HeatmapTarget.Class(ofClass);
        PixelImage decoded = picture.Decode(PixelLimit, preprocessing.Orientation);
        var pixels = new float[preprocessing.ValueCount];
        preprocessing.Prepare(decoded, pixels);
        lock (_turn)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);

            // OpenMP counts its threads for each thread that asks for them: torch tells a new one how many when it is asked itself.
            _ = NativeRuntime.Threads;
            using var scope = NewDisposeScope();
            Tensor inputs = tensor(pixels, [1, 3, preprocessing.Height, preprocessing.Width]);
            int predicted = Predict(inputs);
            float[] direction = target.Direction(Description.Classes, predicted, predicted);
            using var cam = new GradCam(_model, inputs, detail ?? HeatmapDetail.Usual);
            return new PictureExplanation(preprocessing.View(decoded), Description.Classes[Array.IndexOf(direction, 1)], cam.Of([direction])[0]);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_turn)
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            _model.Dispose();
            _lease?.Dispose();
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"PictureExplainer: {Description}";

    private int Predict(Tensor inputs)
    {
        using var quiet = no_grad();
        float[] logits = _model.forward(inputs).data<float>().ToArray();
        return logits.All(float.IsFinite) ? Array.IndexOf(logits, logits.Max()) : throw new EmblemException("The model computes NaN for the picture, so there is nothing to explain.");
    }
}
