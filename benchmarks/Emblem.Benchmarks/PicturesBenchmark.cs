using System.Globalization;
using Emblem.Compute;
using Emblem.Imaging;
using static TorchSharp.torch;

namespace Emblem.Benchmarks;

/// <summary>
/// What preparing pictures costs one core: decoding, fast.ai's standard augmentation of decoded pictures, and both; the multi-pass way with
/// libtorch ops in the same run. Figures are pictures per second of processor time.
/// </summary>
internal sealed class PicturesBenchmark() : Benchmark("pictures", "How many pictures a core decodes and augments, against one pass an effect.")
{
    private const int Rounds = 5;
    private static readonly int[] Sizes = [128, 224, 320];

    /// <param name="arguments">FOLDER and, if wanted, COUNT (100) and SIZE (all three).</param>
    /// <param name="output">Gets a table.</param>
    public override Task RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        NativeRuntime.EnsureLoaded();
        set_num_threads(1);
        int count = arguments.Count > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 100;
        output.WriteLine("| pictures | size | decode | augment | both | multi-pass augment | multi-pass both | augment, times | both, times |");
        output.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach ((string name, IReadOnlyList<byte[]> files) in PictureSets.Of(arguments[0], count))
        {
            foreach (int size in arguments.Count > 2 ? [int.Parse(arguments[2], CultureInfo.InvariantCulture)] : Sizes)
                output.WriteLine(Row(name, files, size));
        }

        return Task.CompletedTask;
    }

    private static string Row(string name, IReadOnlyList<byte[]> files, int size)
    {
        PixelImage[] decoded = [.. files.Select(file => ImageCodec.Decode(file))];
        var single = new SinglePass(size);
        var multi = new MultiPass(size);
        Action[] ways =
        [
            () => Each(files, (file, _) => ImageCodec.Decode(file)),
            () => Each(decoded, single.Augment),
            () => Each(files, (file, i) => single.Augment(ImageCodec.Decode(file), i)),
            () => Each(decoded, multi.Augment),
            () => Each(files, (file, i) => multi.Augment(ImageCodec.Decode(file), i)),
        ];
        double[] rates = [.. Cpu.Medians(ways, Rounds).Select(seconds => files.Count / seconds)];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {size} | {rates[0]:F0} | {rates[1]:F0} | {rates[2]:F0} | {rates[3]:F0} | {rates[4]:F0} | {rates[1] / rates[3]:F1} | {rates[2] / rates[4]:F1} |");
    }

    private static void Each<T>(IReadOnlyList<T> all, Action<T, int> act)
    {
        for (int i = 0; i < all.Count; i++)
            act(all[i], i);
    }
}
