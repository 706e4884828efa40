using System.Runtime.InteropServices;
using Emblem.Export;
using Emblem.Export.Onnx;
using Emblem.ModelFiles;
using Emblem.ModelFiles.Onnx;
using Emblem.Tests.Support;
using Microsoft.ML.OnnxRuntime;

namespace Emblem.Tests.Export.Onnx;

/// <summary>A convolution in whole numbers against plain sums of them, and what ONNX Runtime makes of it.</summary>
public sealed class WholeGraphTests : IDisposable
{
    private const int Channels = 4;
    private const int Filters = 5;
    private const int Side = 6;
    private static readonly ByteScale Taken = ByteScale.Of(-1.5, 1.5);
    private static readonly ByteScale Given = ByteScale.Of(0, 2);

    private readonly TemporaryFolder _folder = new();
    private readonly float[] _weights = [.. Enumerable.Range(0, Filters * Channels * 9).Select(i => (float)(Math.Sin(i * 1.7) * (1 + (i / 36))))];
    private readonly float[] _bias = [0.5f, -0.25f, 0, 3, -40];

    public void Dispose() => _folder.Dispose();

    /// <param name="isExact">Whether the runtime moves weights to unsigned numbers, as it has to without VNNI.</param>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void IsWhatPlainSumsOfWholeNumbersGive(bool isExact)
    {
        Assert.SkipWhen(ByteProducts.MayOverflow && !isExact, "This processor has no VNNI.");
        using var options = new SessionOptions();
        options.AddSessionConfigEntry("session.x64quantprecision", isExact ? "1" : "0");

        // Numbers beyond both ends of the scale are among them.
        float[] picture = [.. Enumerable.Range(0, Channels * Side * Side).Select(i => (float)(2 * Math.Sin(i * 0.9)))];
        using var session = new InferenceSession(Write(), options);
        using var given = OrtValue.CreateTensorValueFromMemory(picture, [1, Channels, Side, Side]);
        using var run = new RunOptions();
        using var results = session.Run(run, [OnnxInterface.Input], [given], [OnnxInterface.Logits]);

        float[] expected = [.. Twin(picture)], actual = results[0].GetTensorDataAsSpan<float>().ToArray();
        Assert.Contains(expected, value => value == 0);
        Assert.Contains(expected, value => value == Given.Step * 255);

        // The runtime multiplies by a rounded quotient of steps: a sum that lies between two numbers may go to the other.
        Assert.All(expected.Zip(actual), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, Given.Step * 1.001f));
        Assert.InRange(expected.Zip(actual).Count(pair => Math.Abs(pair.First - pair.Second) > Given.Step / 2), 0, 2);
    }

    [Fact]
    public void TheRuntimeMakesOneIntegerOperationOfIt()
    {
        string optimised = _folder.Create("optimised.onnx");
        using var options = new SessionOptions { OptimizedModelFilePath = optimised, GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_EXTENDED };
        new InferenceSession(Write(), options).Dispose();
        using var file = OnnxFile.Open(optimised);
        string[] operations = [.. file.Nodes.Select(node => node.Operation)];

        Assert.Contains("QLinearConv", operations);
        Assert.DoesNotContain("Conv", operations);
        Assert.DoesNotContain("Relu", operations);
    }

    private string Write()
    {
        var graph = new OnnxGraphWriter();
        OnnxValue input = graph.Input(OnnxInterface.Input, TensorType.F32, OnnxInterface.Batch, Channels, Side, Side);
        OnnxValue sums = graph.Add(
            "Conv", [input, Stored(graph, "w", [Filters, Channels, 3, 3], _weights), Stored(graph, "b", [Filters], _bias)], OnnxSetting.Of("kernel_shape", [3, 3]), OnnxSetting.Of("pads", [1, 1, 1, 1]));
        OnnxValue end = graph.Add("Relu", [sums]);
        graph.Output(OnnxInterface.Logits, end, OnnxInterface.Batch, Filters, Side, Side);
        var steps = new WholeSteps(graph, new HashSet<string>());
        Assert.Equal([OnnxInterface.Input, end.Name], steps.Measured);
        string file = _folder.Create("whole.onnx");
        OnnxModelWriter.Write(file, WholeGraph.Of(graph, steps, new Dictionary<string, ByteScale> { [OnnxInterface.Input] = Taken, [end.Name] = Given }), new Dictionary<string, string>());
        return file;
    }

    private IEnumerable<float> Twin(float[] picture)
    {
        var weights = ChannelWeights.Of(_weights, _bias, Taken.Step, Filters);
        int[] whole = [.. picture.Select(value => (int)Math.Clamp(Math.Round(value / Taken.Step) + Taken.Zero, 0, 255) - Taken.Zero)];
        for (int at = 0; at < Filters * Side * Side; at++)
        {
            (int filter, int row, int column) = (at / (Side * Side), at / Side % Side, at % Side);
            int sum = weights.Bias[filter];
            for (int tap = 0; tap < Channels * 9; tap++)
            {
                (int channel, int y, int x) = (tap / 9, row + (tap / 3 % 3) - 1, column + (tap % 3) - 1);
                if (y is >= 0 and < Side && x is >= 0 and < Side)
                    sum += weights.Weights[(filter * Channels * 9) + tap] * whole[(((channel * Side) + y) * Side) + x];
            }

            yield return (float)Given.Rounded(sum * (double)Taken.Step * weights.Steps[filter]);
        }
    }

    private static OnnxValue Stored(OnnxGraphWriter graph, string name, long[] shape, float[] numbers) =>
        graph.Store(StreamedTensor.Of(new NamedTensor(name, TensorType.F32, shape, MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray())));
}
