using Emblem.Cli.Terminal;
using Emblem.Compute;
using Emblem.Compute.Memory;
using Emblem.Export;
using Emblem.Foundation;
using Emblem.ModelFiles;
using Emblem.Runs;

namespace Emblem.Cli.Commands;

/// <summary>A model that answers, with what computes it: ONNX Runtime an ONNX model, without loading torch, and torch all others.</summary>
internal static class AnsweringModel
{
    /// <param name="given">A file, or a run's folder, whose best model it is.</param>
    /// <param name="compute">What was asked for.</param>
    /// <param name="options">Views and limits.</param>
    /// <param name="output">Is told what computes.</param>
    /// <returns>The predictor, and what decides its answers' last bits beside the model.</returns>
    public static (Predictor Predictor, string ComputedBy) Open(string given, ComputeOptions compute, PredictorOptions options, CommandOutput output)
    {
        string model = Directory.Exists(given) ? new RunFolder(given).Best : given;
        if (!OnnxFile.IsOnnx(model))
        {
            output.Detail("Computed by: libtorch");
            var loaded = Predictor.Load(model, compute: compute, options: options);
            ProcessMemory.GiveBack();
            return (loaded, $"{compute.Precision}");
        }

        if (compute is { Device: DeviceKind.Cuda } or { Precision: NumericPrecision.BFloat16 })
        {
            throw new EmblemException(
                $"{model} is an ONNX model, which ONNX Runtime computes in fp32 on the processor. Leave --device and --precision out, or give the safetensors file that it was made of.");
        }

        ProcessMemory.KeepLeast();
        output.Detail($"Computed by: ONNX Runtime {OnnxEngine.RuntimeVersion}");
        var predictor = Predictor.LoadOnnx(model, new OnnxOptions { Threads = compute.Threads }, options);
        NativeHeap.GiveBack();
        return (predictor, "onnx");
    }
}
