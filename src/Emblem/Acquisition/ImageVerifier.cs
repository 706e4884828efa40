using System.Security.Cryptography;
using Emblem.Foundation;

namespace Emblem.Acquisition;

/// <summary>
/// Decodes every file below a folder, whole, and says of each what it is. Reports only, writes good copies elsewhere, or puts the folder
/// itself in order; nothing is ever lost without a row that says why.
/// </summary>
public static class ImageVerifier
{
    /// <summary>Where an in-place run keeps the originals of pictures that it wrote anew.</summary>
    public const string OriginalsFolder = "_originals";

    /// <summary>Where an in-place run moves broken files.</summary>
    public const string SetAsideFolder = "_set-aside";

    private static readonly string[] OwnFiles = [DownloadManifest.FileName, VerificationReport.FileName, "duplicates.csv"];

    /// <summary>Verifies into another folder, without reports of progress.</summary>
    /// <inheritdoc cref="VerifyAsync(string, string?, VerifyOptions?, IProgress{StepProgress}?, CancellationToken)"/>
    public static Task<VerificationReport> VerifyAsync(string folder, string into, VerifyOptions options, CancellationToken stop) =>
        VerifyAsync(folder, into, options, null, stop);

    /// <summary>
    /// Reports on a folder, and with <paramref name="into"/> writes upright copies of its good pictures there, shrunk when they are larger
    /// than asked for, under their true extension, with <see cref="VerificationReport.FileName"/>. The folder itself is only read.
    /// </summary>
    /// <param name="folder">Searched with its subfolders, except those that begin with <c>_</c> or <c>.</c>; the first level are the classes.</param>
    /// <param name="into">The output folder, or null to report only.</param>
    /// <param name="options">Limits and size.</param>
    /// <param name="progress">Told after each file.</param>
    /// <param name="stop">Ends the work with <see cref="OperationCanceledException"/>; no half-written file is left.</param>
    /// <exception cref="EmblemException">No such folder; or more than half of a class would go and force is off: then nothing was written.</exception>
    public static async Task<VerificationReport> VerifyAsync(
        string folder,
        string? into = null,
        VerifyOptions? options = null,
        IProgress<StepProgress>? progress = null,
        CancellationToken stop = default)
    {
        options ??= new VerifyOptions();
        if (into is not null && IsWithin(into, folder))
            throw new EmblemException($"'{into}' lies in '{folder}', which is only read. Give an output folder elsewhere, or verify in place.");
        IReadOnlyList<FileVerdict> verdicts = await JudgeAsync(folder, options, progress, stop).ConfigureAwait(false);
        if (into is null)
            return new VerificationReport([.. verdicts.Select(verdict => verdict.Record)]);
        RequireEnoughLeft(folder, verdicts, options);
        IReadOnlyList<string> names = VerifiedNames.Choose(verdicts);
        VerificationRecord[] records = await EachAsync("writing", verdicts, options, progress, (verdict, i) =>
        {
            if (!verdict.Record.IsGood)
                return verdict.Record;
            byte[] bytes = FileVerdict.Make(PathOf(folder, verdict.Record.Path), verdict, options);
            AtomicFile.WriteBytes(PathOf(into, names[i]), bytes);
            return verdict.Record with { Written = names[i], Sha256After = HashOf(bytes) };
        }, stop).ConfigureAwait(false);
        var report = new VerificationReport(records);
        report.Write(Path.Combine(into, VerificationReport.FileName));
        return report;
    }

    /// <summary>
    /// Puts a folder in order: pictures that need it are written anew, their originals kept under <see cref="OriginalsFolder"/>, broken files
    /// moved to <see cref="SetAsideFolder"/> or deleted where the options say so. Writes <see cref="VerificationReport.FileName"/> there.
    /// </summary>
    /// <inheritdoc cref="VerifyAsync(string, string?, VerifyOptions?, IProgress{StepProgress}?, CancellationToken)"/>
    public static async Task<VerificationReport> VerifyInPlaceAsync(
        string folder, VerifyOptions? options = null, IProgress<StepProgress>? progress = null, CancellationToken stop = default)
    {
        options ??= new VerifyOptions();
        IReadOnlyList<FileVerdict> verdicts = await JudgeAsync(folder, options, progress, stop).ConfigureAwait(false);
        RequireEnoughLeft(folder, verdicts, options);
        IReadOnlyList<string> names = VerifiedNames.Choose(verdicts);
        VerificationRecord[] records = await EachAsync("putting in order", verdicts, options, progress, (verdict, i) =>
            verdict.Record.IsGood ? Replace(folder, verdict, names[i], options) : Remove(folder, verdict, options), stop).ConfigureAwait(false);
        var report = new VerificationReport(records);
        report.Write(Path.Combine(folder, VerificationReport.FileName));
        return report;
    }

    private static VerificationRecord Replace(string folder, FileVerdict verdict, string name, VerifyOptions options)
    {
        string path = PathOf(folder, verdict.Record.Path);
        if (verdict.Record.Outcome == VerificationOutcome.Kept && name == verdict.Record.Path)
            return verdict.Record with { Written = name };
        byte[] bytes = FileVerdict.Make(path, verdict, options);
        if (verdict.Record.Outcome == VerificationOutcome.Kept)
        {
            // Only the name was wrong: the bytes stay what they are.
            File.Move(path, PathOf(folder, name));
            return verdict.Record with { Written = name };
        }

        Move(path, PathOf(Path.Combine(folder, OriginalsFolder), verdict.Record.Path));
        AtomicFile.WriteBytes(PathOf(folder, name), bytes);
        return verdict.Record with { Written = name, Sha256After = HashOf(bytes) };
    }

    private static VerificationRecord Remove(string folder, FileVerdict verdict, VerifyOptions options)
    {
        string path = PathOf(folder, verdict.Record.Path);
        if (options.Delete)
            File.Delete(path);
        else
            Move(path, PathOf(Path.Combine(folder, SetAsideFolder), verdict.Record.Path));
        return verdict.Record;
    }

    private static void Move(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Move(from, to, overwrite: true);
    }

    private static async Task<IReadOnlyList<FileVerdict>> JudgeAsync(
        string folder, VerifyOptions options, IProgress<StepProgress>? progress, CancellationToken stop)
    {
        if (!Directory.Exists(folder))
            throw new EmblemException($"There is no folder '{folder}'. Give a folder with one subfolder of pictures for each class.");
        string[] names = [.. List(folder, "").Order(StringComparer.Ordinal)];
        return await EachAsync(
            "verifying", names, options, progress, (name, _) => FileVerdict.Of(PathOf(folder, name), name, options), stop).ConfigureAwait(false);
    }

    private static void RequireEnoughLeft(string folder, IReadOnlyList<FileVerdict> verdicts, VerifyOptions options)
    {
        if (options.Force)
            return;
        string[] losing =
        [
            .. verdicts.GroupBy(verdict => verdict.Record.Class)
                .Select(same => (Name: same.Key.Length == 0 ? folder : same.Key, Bad: same.Count(verdict => !verdict.Record.IsGood), All: same.Count()))
                .Where(found => 2 * found.Bad > found.All)
                .Select(found => $"{found.Name} ({found.Bad} of {found.All})"),
        ];
        if (losing.Length > 0)
        {
            throw new EmblemException(
                $"More than half of the files would be removed from {string.Join(", ", losing)}, so nothing was changed. "
                + "Look at why (emblem verify without --into lists the reasons), and use --force if it is right.");
        }
    }

    private static async Task<TResult[]> EachAsync<T, TResult>(
        string stage,
        IReadOnlyList<T> items,
        VerifyOptions options,
        IProgress<StepProgress>? progress,
        Func<T, int, TResult> work,
        CancellationToken stop)
    {
        var results = new TResult[items.Count];
        int done = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, options.Workers), CancellationToken = stop };
        await Parallel.ForAsync(0, items.Count, parallel, (i, _) =>
        {
            results[i] = work(items[i], i);
            progress?.Report(new StepProgress(stage, Interlocked.Increment(ref done), items.Count));
            return ValueTask.CompletedTask;
        }).ConfigureAwait(false);
        return results;
    }

    private static IEnumerable<string> List(string root, string below)
    {
        foreach (FileSystemInfo entry in new DirectoryInfo(Path.Combine(root, below)).EnumerateFileSystemInfos())
        {
            if (entry is FileInfo file && !OwnFiles.Contains(file.Name) && !file.Name.StartsWith('.'))
                yield return below + file.Name;
            if (entry is not DirectoryInfo || entry.LinkTarget is not null || entry.Name[0] is '_' or '.')
                continue;
            foreach (string name in List(root, $"{below}{entry.Name}/"))
                yield return name;
        }
    }

    private static bool IsWithin(string path, string folder) =>
        !Path.GetRelativePath(folder, path).StartsWith("..", StringComparison.Ordinal) && !Path.IsPathRooted(Path.GetRelativePath(folder, path));

    private static string PathOf(string root, string name) => Path.Combine(root, name.Replace('/', Path.DirectorySeparatorChar));

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
