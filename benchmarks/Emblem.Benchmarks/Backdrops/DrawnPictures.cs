using System.Globalization;
using Emblem.Data;
using Emblem.Duplicates;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Reporting;
using SkiaSharp;

namespace Emblem.Benchmarks.Backdrops;

/// <summary>Pictures of some backdrops as PNG files, so many of each, backdrop after backdrop.</summary>
internal static class DrawnPictures
{
    /// <summary>Draws them.</summary>
    /// <param name="folder">Gets the files.</param>
    /// <param name="backdrops">What is drawn.</param>
    /// <param name="each">Pictures of each.</param>
    /// <param name="photographs">Files to show, each at most once.</param>
    /// <param name="seed">Equal seeds give equal pictures.</param>
    /// <returns>The files in order.</returns>
    public static string[] Write(string folder, IReadOnlyList<Backdrop> backdrops, int each, IReadOnlyList<string> photographs, long seed)
    {
        Directory.CreateDirectory(folder);
        int next = 0;
        int[] photographOf = [.. Enumerable.Range(0, backdrops.Count * each).Select(i => backdrops[i / each].TakesPhotograph ? next++ : -1)];
        if (next > photographs.Count)
            throw new ArgumentException($"Expected {next} different photographs; got {photographs.Count}.");
        string[] paths = [.. Enumerable.Range(0, photographOf.Length).Select(i => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{i:D4}.png")))];
        Parallel.For(0, paths.Length, i =>
            File.WriteAllBytes(paths[i], Draw(backdrops[i / each], seed, i, photographOf[i] < 0 ? null : photographs[photographOf[i]])));
        return paths;
    }

    /// <summary>
    /// Folders' pictures that are no duplicates of one another as they lie there: the first of each group stays. What the search says of
    /// plain pictures is taken for true here, since what it says of their frames is asked; what the usual hash calls near is left out too,
    /// such as one logo with and without noise.
    /// </summary>
    /// <param name="folders">One or more, with the system's separator of paths between.</param>
    public static string[] Different(string folders)
    {
        string[] paths = [.. folders.Split(Path.PathSeparator).SelectMany(DifferentOf)];
        ulong[] hashes = [.. paths.AsParallel().AsOrdered().Select(PlainPerceptualHash.Of)];
        return [.. paths.Where((_, i) => !hashes.Take(i).Any(earlier => PlainPerceptualHash.IsNear(earlier, hashes[i])))];
    }

    private static IEnumerable<string> DifferentOf(string folder)
    {
        ImageFolder pictures = ImageFolder.Open(folder);
        DuplicateReport report = DuplicateFinder.Find(folder, pictures.Names);
        HashSet<string> again = [.. report.Groups.SelectMany(group => group.Names.Skip(1)), .. report.PassedOver];
        return pictures.Names.Where(name => !again.Contains(name)).Select(pictures.PathOf);
    }

    private static byte[] Draw(Backdrop backdrop, long seed, int item, string? photograph)
    {
        RandomStream random = new RandomSource(seed).Stream(backdrop.Name, item: item);
        using SKImage? shown = photograph is null ? null : SkiaPicture.Of(ImageCodec.ShrinkToFit(ImageCodec.Decode(photograph), 640));
        using var surface = SKSurface.Create(new SKImageInfo(640, 480, SKColorType.Rgba8888, SKAlphaType.Opaque));
        backdrop.Draw(new Sheet(surface.Canvas, 640, 480, random, shown));
        using SKImage image = surface.Snapshot();
        using SKData data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }
}
