using Emblem.Foundation;
using Emblem.ModelFiles.Onnx;
using Emblem.Models;

namespace Emblem.Export;

/// <summary>What an ONNX file is to hold, and what looks whether it is right.</summary>
public sealed record OnnxExportOptions
{
    /// <summary>
    /// Computes what was written, to compare it with the network: <c>OnnxEngine.Runtime</c> of Emblem.Inference, so that this library needs no ONNX Runtime.
    /// Null, the default, leaves the file uncompared.
    /// </summary>
    public IOnnxRuntime? Runtime { get; init; }

    /// <summary>
    /// Whether batch norms go into the weights of the layers before them, on by default: fewer operations and the same numbers. Without it the file has every weight as
    /// the network has it, and a training can start from it.
    /// </summary>
    public bool FoldNorms { get; init; } = true;

    /// <summary>
    /// Whether the model takes pictures as they are decoded (<see cref="OnnxInterface.Picture"/>) and resizes, crops and normalises them itself; off by default, and
    /// then it takes prepared ones (<see cref="OnnxInterface.Input"/>), which is what Emblem's own <see cref="Predictor"/> gives.
    /// </summary>
    public bool WithPreprocessing { get; init; }

    /// <summary>The <see cref="HeadChoice.Custom"/> that the model was trained with, made of torch's usual layers; others need nothing.</summary>
    public HeadChoice? OwnHead { get; init; }

    /// <summary>
    /// Has the model compute in whole numbers of 8 bits; null, the default, in singles. It needs a <see cref="Runtime"/> and folded norms. Faster where the processor adds up
    /// their products (VNNI; other x64 processors gain nothing, Arm was not tried), a quarter of the size, and other answers now and then, which <see cref="OnnxExportResult.Agreement"/> tells.
    /// </summary>
    public OnnxQuantization? Quantization { get; init; }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
