using Emblem.Folders;
using Emblem.Foundation;

namespace Emblem.Acquisition.Verification;

/// <summary>Reaches a verdict on every file of a folder, many at once.</summary>
internal sealed class Judge(string folder, VerifyOptions options, IProgress<StepProgress>? progress, CancellationToken stop) : IAsyncDisposable
{
    private readonly IExaminer _examiner =
        options.Worker is { } worker ? new WorkerPool(worker, Math.Max(1, options.Workers)) : new InProcessExaminer();
    private int _decoded;

    /// <summary>Files that were decoded, by this run.</summary>
    public int Decoded => _decoded;

    /// <summary>Judges all, in their order.</summary>
    /// <param name="found">The files.</param>
    /// <param name="workspace">Where verdicts and new pictures are kept; null to make none.</param>
    public Task<FileVerdict[]> AllAsync(IReadOnlyList<WalkedFile> found, Workspace? workspace) => EachAsync("verifying", found, async (file, _) =>
    {
        if (file.Sidecar is { } reason)
            return FileVerdict.PassOver(file.Name, reason);
        if (file.Fault is not null)
            return FileVerdict.Refuse(file.Name, FileContent.Unread(0), file.Fault);
        return workspace?.Journal.Find(file.Name, PathOf(file.Name)) ?? await AgainAsync(file.Name, workspace).ConfigureAwait(false);
    });

    /// <summary>Decodes a file whatever is known of it, and makes its new picture.</summary>
    public async Task<FileVerdict> AgainAsync(string name, Workspace? workspace)
    {
        var request = new ExamineRequest(PathOf(name), name, workspace?.StagedPath(name), PictureLimits.Of(options));
        FileVerdict verdict = await _examiner.ExamineAsync(request, stop).ConfigureAwait(false);
        workspace?.Journal.Add(verdict);
        Interlocked.Increment(ref _decoded);
        return verdict;
    }

    /// <summary>
    /// The verdict, with its new picture in the workspace or already where it belongs. Both are there unless someone took them away: then the
    /// file is decoded once more.
    /// </summary>
    public async Task<FileVerdict> EnsureMadeAsync(FileVerdict verdict, Workspace workspace, string? target)
    {
        (string name, string hash) = (verdict.Record.Path, verdict.Record.Sha256After);
        if (verdict.Record.Outcome != VerificationOutcome.Converted || FileContent.HashOfFile(workspace.StagedPath(name)) == hash)
            return verdict;
        File.Delete(workspace.StagedPath(name));
        return target is not null && FileContent.HashOfFile(target) == hash ? verdict : await AgainAsync(name, workspace).ConfigureAwait(false);
    }

    /// <summary>Does the same with every item, in parallel, and reports.</summary>
    public async Task<TResult[]> EachAsync<T, TResult>(string stage, IReadOnlyList<T> items, Func<T, int, Task<TResult>> work)
    {
        var results = new TResult[items.Count];
        int done = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, options.Workers), CancellationToken = stop };
        await Parallel.ForAsync(0, items.Count, parallel, async (i, _) =>
        {
            results[i] = await work(items[i], i).ConfigureAwait(false);
            progress?.Report(new StepProgress(stage, Interlocked.Increment(ref done), items.Count));
        }).ConfigureAwait(false);
        return results;
    }

    public ValueTask DisposeAsync() => _examiner.DisposeAsync();

    private string PathOf(string name) => NamedFile.PathOf(folder, name);
}
