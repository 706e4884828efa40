using Emblem.Cluster;
using Emblem.Foundation;

namespace Emblem.Duplicates;

/// <summary>
/// Finds files that hold one picture, in two stages: hashes of the picture, its mirror image, its parts and likely crops propose pairs, then
/// each pair is aligned and its pixels decide. Found are copies that were saved anew, resized, cropped to nine tenths, framed, brightened,
/// turned gray, marked in one place, mirrored or turned by a few degrees, and things cut out and put before another plain gray. A frame, a
/// studio or a gradient is no evidence, and things of one shape in two hues are two; so a sepia copy may be missed. Pictures that show next
/// to nothing, such as blank ones, are duplicates only of equal bytes.
/// </summary>
public static class DuplicateFinder
{
    /// <summary>Each file is paired with so many of its next exact copies: complete for what people have, and never a million rows.</summary>
    private const int CopiesPaired = 16;

    private static readonly RankFormat<IReadOnlyList<string>> Names = RankFormats.ListOf(new RankFormat<string>((writer, name) => writer.Write(name), reader => reader.ReadString()));

    /// <summary>
    /// Compares pictures below a folder. Reads every file once and decodes each that the cache does not know; takes a few milliseconds a
    /// picture beyond that, nearly in proportion to their number, and holds about 36 KB of memory for each.
    /// </summary>
    /// <param name="folder">Where the paths begin.</param>
    /// <param name="names">Paths below it, with <c>/</c>.</param>
    /// <param name="options">Workers and cache.</param>
    /// <param name="progress">Told after each picture of a stage.</param>
    /// <param name="stop">Ends the work with <see cref="OperationCanceledException"/>.</param>
    public static DuplicateReport Find(
        string folder,
        IReadOnlyList<string> names,
        DuplicateOptions? options = null,
        IProgress<StepProgress>? progress = null,
        CancellationToken stop = default)
    {
        string[] ordered = Ordered(names, options);
        string[] paths = [.. ordered.Select(name => NamedFile.PathOf(folder, name))];
        return Compare(ordered, paths, options ?? new DuplicateOptions(), progress, stop);
    }

    /// <summary>Compares files wherever they lie; they are named by their paths as given.</summary>
    /// <inheritdoc cref="Find(string, IReadOnlyList{string}, DuplicateOptions?, IProgress{StepProgress}?, CancellationToken)"/>
    internal static DuplicateReport Find(
        IReadOnlyList<string> paths, DuplicateOptions options, IProgress<StepProgress>? progress, CancellationToken stop)
    {
        string[] ordered = Ordered(paths, options);
        return Compare(ordered, ordered, options, progress, stop);
    }

    private static string[] Ordered(IReadOnlyList<string> names, DuplicateOptions? options)
    {
        string[] own = [.. names.Distinct().Order(StringComparer.Ordinal)];
        return options?.Ranks is { } ranks ? [.. Names.Of(ranks.FromFirst(() => Names.ToBytes(own)))] : own;
    }

    private static DuplicateReport Compare(
        string[] names, string[] paths, DuplicateOptions options, IProgress<StepProgress>? progress, CancellationToken stop)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, options.Workers), CancellationToken = stop };
        PictureFile[] files = Read(paths, options, parallel, progress);

        // One file stands for all of its exact copies.
        int[][] copies = [.. Enumerable.Range(0, files.Length).Where(i => files[i].Sha256 is not null).GroupBy(i => files[i].Sha256).Select(same => same.ToArray())];
        int[][] whole = [.. copies.Where(same => files[same[0]].Thumbnail is not null)];
        IReadOnlyList<(int First, int Second, double Score)> near =
            NearDuplicates.Find([.. whole.Select(same => files[same[0]].Thumbnail!)], options, parallel, progress);
        IEnumerable<DuplicatePair> equal =
            from same in copies
            from i in Enumerable.Range(0, same.Length)
            from j in Enumerable.Range(i + 1, Math.Min(CopiesPaired, same.Length - i - 1))
            select new DuplicatePair(names[same[i]], names[same[j]], DuplicateKind.Exact, 1);
        IEnumerable<DuplicatePair> alike =
            from pair in near
            from a in whole[pair.First].Take(CopiesPaired)
            from b in whole[pair.Second].Take(CopiesPaired)
            select new DuplicatePair(names[Math.Min(a, b)], names[Math.Max(a, b)], DuplicateKind.Near, pair.Score);
        return new DuplicateReport(names.Length, [.. equal, .. alike], [.. names.Where((_, i) => files[i].Thumbnail is null)]);
    }

    private static PictureFile[] Read(string[] paths, DuplicateOptions options, ParallelOptions parallel, IProgress<StepProgress>? progress)
    {
        ThumbnailCache cache = options.Cache ? ThumbnailCache.Open(paths) : ThumbnailCache.None;
        int done = 0;
        PictureFile[] files = RankedWork.Each(
            options.Ranks,
            paths.Length,
            parallel,
            i => PictureFile.Read(paths[i], cache),
            PictureFile.Format,
            () => progress?.Report(new StepProgress("reading for duplicates", Interlocked.Increment(ref done), paths.Length)));

        // Ranks have what all read, and mostly one cache, on this machine or in a home that machines share: one of them writes it.
        if (options.Ranks.Leads)
            cache.Save(files);
        return files;
    }
}
