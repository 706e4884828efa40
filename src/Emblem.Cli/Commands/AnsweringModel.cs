using Emblem.Cli.Runs;
using Emblem.Cli.Terminal;
using Emblem.Compute;
using Emblem.Export;
using Emblem.Foundation;
using Emblem.ModelFiles;
using Emblem.Runs;

namespace Emblem.Cli.Commands;

/// <summary>Opens the model of <c>emblem predict</c> with what computes it: ONNX Runtime an ONNX model, without loading torch, and torch all others.</summary>
internal static class AnsweringModel
{
    public static Predictor Open(PredictRequest request, CommandOutput output)
    {
        string model = Directory.Exists(request.Model) ? new RunFolder(request.Model).Best : request.Model;
        var options = new PredictorOptions { TestTime = request.TestTime, Messages = new LineMessages(output) };
        if (!OnnxFile.IsOnnx(model))
        {
            output.Detail("Computed by: libtorch");
            return Predictor.Load(model, compute: request.Compute, options: options);
        }

        if (request.Compute is { Device: DeviceKind.Cuda } or { Precision: NumericPrecision.BFloat16 })
            throw new EmblemException($"{model} is an ONNX model, which ONNX Runtime computes in fp32 on the processor. Leave --device and --precision out, or give the safetensors file that it was made of.");
        output.Detail($"Computed by: ONNX Runtime {OnnxEngine.RuntimeVersion}");
        return Predictor.LoadOnnx(model, new OnnxOptions { Threads = request.Compute.Threads }, options);
    }
}
