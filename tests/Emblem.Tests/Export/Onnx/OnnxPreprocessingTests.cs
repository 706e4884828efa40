using Emblem.Export.Onnx;
using Emblem.Imaging;
using Emblem.ModelFiles.Onnx;
using Emblem.Tests.Support;
using Microsoft.ML.OnnxRuntime;

namespace Emblem.Tests.Export.Onnx;

/// <summary>What a graph makes of a decoded picture against what the predictor makes of it, for every way of fitting, sampling and padding.</summary>
public sealed class OnnxPreprocessingTests
{
    // Larger, much larger, smaller, a strip, one row, and the network's own size.
    private static readonly (int Width, int Height)[] Sizes = [(61, 47), (203, 151), (9, 11), (150, 8), (40, 1), (24, 20)];

    public static TheoryData<ResizeMethod, Resampling> Ways => [.. Enum.GetValues<ResizeMethod>().SelectMany(resize => Enum.GetValues<Resampling>().Select(sampling => (resize, sampling)))];

    [Theory]
    [MemberData(nameof(Ways))]
    public void PreparesAsThePredictorDoes(ResizeMethod resize, Resampling sampling)
    {
        // One of 255 where a sum lies between two bytes; sampling rounds nothing in between.
        double most = sampling == Resampling.Sampled ? 0.002 : 1.01 / 255;
        foreach (PaddingMode padding in Enum.GetValues<PaddingMode>())
        {
            foreach (double crop in (double[])[1, 0.875])
            {
                var preprocessing = new Preprocessing(24, 20, resize, ImageStatistics.Unchanged, padding) { Resampling = sampling, CropFraction = crop };
                using InferenceSession session = Open(preprocessing);
                foreach ((int width, int height) in Sizes)
                {
                    PixelImage picture = Picture(width, height);
                    var expected = new float[preprocessing.ValueCount];
                    preprocessing.Prepare(picture, expected);

                    float[] actual = Run(session, picture);

                    double[] differences = [.. expected.Zip(actual, (one, other) => (double)Math.Abs(one - other))];
                    Assert.True(differences.Max() <= most, $"{width} x {height}, {padding}, {crop}: {differences.Max()}");
                    Assert.True(differences.Average() <= 0.0005, $"{width} x {height}, {padding}, {crop}: {differences.Average()} on average");
                }
            }
        }
    }

    [Fact]
    public void NormalisesAndTakesBatches()
    {
        var preprocessing = new Preprocessing(24, 20) { Resampling = Resampling.Bilinear };
        using InferenceSession session = Open(preprocessing);
        PixelImage one = Picture(61, 47), other = new(61, 47, [.. one.Pixels.Reverse()]);
        var expected = new float[2 * preprocessing.ValueCount];
        preprocessing.Prepare(one, expected.AsSpan(0, preprocessing.ValueCount));
        preprocessing.Prepare(other, expected.AsSpan(preprocessing.ValueCount));

        Assert.InRange(expected.Zip(Run(session, one, other), (a, b) => Math.Abs(a - b)).Max(), 0, 0.02);
    }

    private static InferenceSession Open(Preprocessing preprocessing)
    {
        using var folder = new TemporaryFolder();
        var graph = new OnnxGraphWriter();
        graph.Output("prepared", OnnxPreprocessing.Add(graph, preprocessing), "batch", 3, preprocessing.Height, preprocessing.Width);
        string file = folder.Create("preparing.onnx");
        OnnxModelWriter.Write(file, graph, new Dictionary<string, string>());
        return new InferenceSession(File.ReadAllBytes(file));
    }

    private static float[] Run(InferenceSession session, params PixelImage[] pictures)
    {
        using var given = OrtValue.CreateTensorValueFromMemory<byte>([.. pictures.SelectMany(picture => picture.Pixels)], [pictures.Length, pictures[0].Height, pictures[0].Width, 3]);
        using var options = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> results = session.Run(options, [OnnxInterface.Picture], [given], ["prepared"]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }

    private static PixelImage Picture(int width, int height) =>
        new(width, height, [.. Enumerable.Range(0, width * height * 3).Select(i => (byte)(127.5 + (127.5 * Math.Sin(i * 0.05) * Math.Cos(i / 3 / width * 0.4))))]);
}
