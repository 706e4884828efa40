using System.Runtime.InteropServices;
using Emblem.Compute;
using Emblem.ModelFiles;
using Emblem.Models;
using static TorchSharp.torch;

namespace Emblem.Export;

/// <summary>Computes a saved model's answers with torch, as training's validation does, to the bit.</summary>
internal sealed class TorchEngine : IClassifierEngine
{
    private readonly TransferModel _model;
    private readonly ComputeLease? _lease;

    private TorchEngine(TransferModel model, ModelMetadata description, ComputeLease? lease) => (_model, Description, _lease) = (model, description, lease);

    public ModelMetadata Description { get; }

    public KnownFeatures? Known { get; private init; }

    /// <summary>Opens a model from its file alone.</summary>
    /// <param name="path">The file.</param>
    /// <param name="ownHead">What makes a custom head.</param>
    /// <param name="compute">What computes; null for fp32 on the processor with torch's own threads.</param>
    /// <param name="messages">Told when a convolution has to be computed in another way than planned.</param>
    public static TorchEngine Open(string path, HeadChoice? ownHead, ComputeOptions? compute, IProgress<string>? messages)
    {
        ComputePlan? plan = compute?.Resolve();
        (TransferModel model, ModelMetadata description, KnownFeatures? known) = ExportedModel.Open(path, ownHead);
        ComputeLease? lease = null;
        try
        {
            lease = plan?.Lease();
            model.Use(plan ?? ComputePlan.Plain, note => messages?.Report(note));
            return new TorchEngine(model, description, lease) { Known = known };
        }
        catch
        {
            model.Dispose();
            lease?.Dispose();
            throw;
        }
    }

    public float[] Score(ReadOnlySpan<float> pictures, int count)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        return _model.forward(Place(pictures, count)).data<float>().ToArray();
    }

    public float[] Score(ReadOnlySpan<float> pictures, int count, out float[] features)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        Tensor extracted = _model.Extract(Place(pictures, count));
        features = _model.Body.LastMeans(extracted).data<float>().ToArray();
        return _model.Classify(extracted).data<float>().ToArray();
    }

    public float[] Softmax(float[] logits)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        return tensor(logits).reshape(-1, Description.Classes.Count).softmax(1).data<float>().ToArray();
    }

    public void Dispose()
    {
        _model.Dispose();
        _lease?.Dispose();
    }

    private Tensor Place(ReadOnlySpan<float> pictures, int count)
    {
        // OpenMP counts its threads for each thread that asks for them: torch tells a new one how many when it is asked itself.
        _ = NativeRuntime.Threads;
        Tensor inputs = empty([count, 3, Description.Preprocessing.Height, Description.Preprocessing.Width], ScalarType.Float32);
        MemoryMarshal.AsBytes(pictures).CopyTo(inputs.bytes);
        return inputs;
    }
}
