using System.Runtime.ExceptionServices;
using Emblem.Cluster;
using Emblem.Folders;
using Emblem.Foundation;

namespace Emblem.Acquisition.Verification;

/// <summary>Reaches a verdict on every file of a folder, many at once, in this process or in all ranks.</summary>
/// <param name="folder">What is verified.</param>
/// <param name="output">Where results go; null to judge only.</param>
/// <param name="options">Limits, size, and who works.</param>
/// <param name="progress">Told of each file.</param>
/// <param name="stop">Ends the work.</param>
internal sealed class Judge(string folder, string? output, VerifyOptions options, IProgress<StepProgress>? progress, CancellationToken stop) : IAsyncDisposable
{
    private readonly FileWorker _worker = new(folder, output, options, stop);
    private FileTeam? _team;
    private int _decoded;

    /// <summary>Files that were decoded, by this run.</summary>
    public int Decoded => _decoded;

    private ParallelOptions Parallelism => new() { MaxDegreeOfParallelism = Math.Max(1, options.Workers), CancellationToken = stop };

    private FileTeam Team => _team ??= new FileTeam(options.Ranks, _worker, Parallelism);

    /// <summary>A verification: of several ranks the first does it, and the others what it asks them for.</summary>
    /// <returns>The report; on the other ranks an empty one.</returns>
    public async Task<VerificationReport> RunAsync(Func<Task<VerificationReport>> lead)
    {
        options.Ranks.RequireSame($"{folder}\n{output}\n{PictureLimits.KeyOf(options)}\n{typeof(Judge).Assembly.GetName().Version}", "verifies other folders, or by other limits or another version,");
        if (!options.Ranks.Leads)
        {
            await Team.FollowAsync().ConfigureAwait(false);
            return new VerificationReport([]);
        }

        try
        {
            VerificationReport report = await lead().ConfigureAwait(false);
            Team.End(null);
            return report;
        }
        catch (Exception fault)
        {
            // A class that is left alone is the end of this work, not of what comes after it.
            Team.End(fault is ClassLossException ? null : ExceptionDispatchInfo.Capture(fault));
            throw;
        }
    }

    /// <summary>Judges all, in their order.</summary>
    /// <param name="found">The files.</param>
    /// <param name="workspace">Where verdicts and new pictures are kept; null to make none.</param>
    public Task<FileVerdict[]> AllAsync(IReadOnlyList<WalkedFile> found, Workspace? workspace) => DoAsync("verifying", [.. found.Select(file =>
        file.Sidecar is { } reason ? FileTask.Pass(FileVerdict.PassOver(file.Name, reason))
        : file.Fault is { } fault ? FileTask.Pass(FileVerdict.Refuse(file.Name, FileContent.Unread(0), fault))
        : new FileTask(FileStep.Judge, file.Name, workspace?.Journal.Find(file.Name)))], workspace);

    /// <summary>Does one task a file and gives the verdicts as they are then, in the order of the tasks; what was decoded is in the journal as soon as it is here.</summary>
    public Task<FileVerdict[]> DoAsync(string stage, IReadOnlyList<FileTask> tasks, Workspace? workspace)
    {
        int count = 0;
        return Team.LeadAsync(tasks, done =>
        {
            if (done.IsFresh)
            {
                workspace?.Journal.Add(done.Verdict);
                Interlocked.Increment(ref _decoded);
            }

            progress?.Report(new StepProgress(stage, Interlocked.Increment(ref count), tasks.Count));
        });
    }

    /// <summary>Does the same with every item, in this process, and reports.</summary>
    public Task EachAsync<T>(string stage, IReadOnlyList<T> items, Action<T> work)
    {
        int done = 0;
        return Parallel.ForAsync(0, items.Count, Parallelism, (i, _) =>
        {
            work(items[i]);
            progress?.Report(new StepProgress(stage, Interlocked.Increment(ref done), items.Count));
            return ValueTask.CompletedTask;
        });
    }

    public ValueTask DisposeAsync() => _worker.DisposeAsync();
}
