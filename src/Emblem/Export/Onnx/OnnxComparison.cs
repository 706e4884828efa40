using System.Globalization;
using System.Runtime.InteropServices;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.ModelFiles;
using Emblem.Models;
using static TorchSharp.torch;

namespace Emblem.Export.Onnx;

/// <summary>Whether a written file answers as the network does, on random pictures: a batch of several, then one alone.</summary>
internal static class OnnxComparison
{
    private const int Several = 3;

    /// <summary>The largest difference of a logit, as a share of the largest logit or of 1.</summary>
    /// <exception cref="EmblemException">It is more than <see cref="ModelExport.MostDifference"/>, or no number.</exception>
    public static double Require(TransferModel network, ModelMetadata description, string file, IOnnxRuntime runtime, CancellationToken stop)
    {
        using IClassifierEngine engine = runtime.Open(file);
        RandomStream random = new RandomSource(0).Stream("onnx");
        double largest = 0;
        foreach (int count in (int[])[Several, 1])
        {
            stop.ThrowIfCancellationRequested();
            float[] pictures = RandomPictures(description.Preprocessing, count, random);
            largest = Math.Max(largest, Difference(Logits(network, pictures, count, description.Preprocessing), engine.Score(pictures, count)));
        }

        return largest <= ModelExport.MostDifference
            ? largest
            : throw new EmblemException(string.Create(
                CultureInfo.InvariantCulture,
                $"The exported model does not answer as the network does: its logits differ by up to {largest:0.0e+0} of the largest, and {ModelExport.MostDifference} is allowed. ")
                + "No file was left. This is a fault of Emblem, or of torch or ONNX Runtime on this machine, which 'emblem doctor' tells.");
    }

    /// <summary>The largest difference of a probability from the predictor's, on drawn pictures: large, small, narrow, and of the network's size.</summary>
    public static double OfPictures(TransferModel network, ModelMetadata description, string file, IOnnxRuntime runtime, CancellationToken stop)
    {
        using IPictureScorer model = runtime.OpenPictures(file);
        RandomStream random = new RandomSource(0).Stream("onnx pictures");
        Preprocessing seen = description.Preprocessing;
        double largest = 0;
        foreach ((int width, int height) in (ReadOnlySpan<(int, int)>)[((3 * seen.Width) + 1, (2 * seen.Height) + 3), (61, 47), (40, seen.Height * 2), (seen.Width, seen.Height)])
        {
            stop.ThrowIfCancellationRequested();
            PixelImage picture = Drawn(width, height, random);
            var prepared = new float[seen.ValueCount];
            seen.Prepare(picture, prepared);
            float[] logits = Logits(network, prepared, 1, seen);
            float[] expected = ClassProbabilities.Softmax(description.Answers?.Temper(logits) ?? logits, description.Classes.Count);
            largest = Math.Max(largest, expected.Zip(model.Score(picture), (one, other) => Math.Abs((double)one - other)).Max());
        }

        return largest;
    }

    /// <summary>Blots of colour with grain, which resizing treats as it does a photograph.</summary>
    private static PixelImage Drawn(int width, int height, RandomStream random)
    {
        PixelImage blots = PlainResize.Resize(new PixelImage(9, 7, [.. Enumerable.Range(0, 9 * 7 * 3).Select(_ => (byte)random.NextInt(256))]), width, height, Resampling.Bicubic);
        return new PixelImage(width, height, [.. blots.Pixels.Select(value => (byte)Math.Clamp(value + random.NextInt(33) - 16, 0, 255))]);
    }

    /// <summary>NaN where anything is no number.</summary>
    private static double Difference(float[] expected, float[] actual)
    {
        double scale = Math.Max(1, expected.Max(Math.Abs));
        return expected.Length == actual.Length ? expected.Zip(actual, (one, other) => Math.Abs((double)one - other)).Max() / scale : double.NaN;
    }

    private static float[] Logits(TransferModel network, float[] pictures, int count, Preprocessing preprocessing)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        Tensor input = empty([count, 3, preprocessing.Height, preprocessing.Width], ScalarType.Float32);
        MemoryMarshal.AsBytes(pictures.AsSpan()).CopyTo(input.bytes);
        return network.forward(input).data<float>().ToArray();
    }

    /// <summary>Every pixel by itself, normalised.</summary>
    private static float[] RandomPictures(Preprocessing preprocessing, int count, RandomStream random)
    {
        var pictures = new float[count * preprocessing.ValueCount];
        int plane = preprocessing.Width * preprocessing.Height;
        for (int i = 0; i < pictures.Length; i++)
        {
            int channel = i / plane % 3;
            pictures[i] = (float)((random.NextDouble() - preprocessing.Statistics.Mean[channel]) / preprocessing.Statistics.Std[channel]);
        }

        return pictures;
    }
}
