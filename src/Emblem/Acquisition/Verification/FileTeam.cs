using System.Runtime.ExceptionServices;
using Emblem.Cluster;
using Emblem.Foundation;

namespace Emblem.Acquisition.Verification;

/// <summary>
/// The ranks of a verification. The first leads: it alone finds the files, decides what becomes of them, and writes report, journal and plan. The others wait for
/// tasks, do their share of them as the first does its own, and give back what came of it.
/// </summary>
/// <param name="ranks">Null for a process that does all by itself.</param>
/// <param name="worker">Does this process's tasks.</param>
/// <param name="parallel">How many at once, and what stops it.</param>
internal sealed class FileTeam(Ranks? ranks, FileWorker worker, ParallelOptions parallel)
{
    // A message at a time: what is known of a million files takes half a gigabyte.
    private const int TasksOfAMessage = 1 << 15;

    // Whether the others wait for the first rank's next word.
    private bool _isExpected = ranks is { IsFirst: true };

    /// <summary>Has tasks done, for the first rank.</summary>
    /// <param name="tasks">In any number.</param>
    /// <param name="took">Told of each result, from any thread.</param>
    public async Task<FileVerdict[]> LeadAsync(IReadOnlyList<FileTask> tasks, Action<FileDone> took)
    {
        var verdicts = new List<FileVerdict>(tasks.Count);
        foreach (FileTask[] part in tasks.Chunk(TasksOfAMessage))
        {
            _isExpected = false;
            ranks?.FromFirst(() => FileTask.Format.ToBytes(part));
            verdicts.AddRange((await DoAsync(part, took).ConfigureAwait(false)).Select(done => done.Verdict));
            _isExpected = ranks is not null;
        }

        return [.. verdicts];
    }

    /// <summary>Does what the first rank asks for, until it has ended.</summary>
    /// <exception cref="EmblemException">A rank failed, or the files are not here.</exception>
    public async Task FollowAsync()
    {
        while (FileTask.Format.Of(ranks!.FromFirst(() => [])) is { Length: > 0 } tasks)
            await DoAsync(tasks, _ => { }).ConfigureAwait(false);
    }

    /// <summary>Tells the others that there is no more, or why.</summary>
    /// <param name="fault">What ended the work; null where it is done.</param>
    public void End(ExceptionDispatchInfo? fault)
    {
        if (!_isExpected)
            return;
        _isExpected = false;
        try
        {
            ranks!.FromFirst(() =>
            {
                fault?.Throw();
                return FileTask.Format.ToBytes([]);
            });
        }
        catch (Exception) when (fault is not null)
        {
            // Whoever has it throws it.
        }
    }

    private Task<FileDone[]> DoAsync(FileTask[] tasks, Action<FileDone> took) => RankedWork.EachAsync(
        ranks,
        tasks.Length,
        parallel,
        async place =>
        {
            if (!ranks.Leads && place < ranks!.Count)
                RequireSeen(tasks);
            FileDone done = await worker.DoAsync(tasks[place]).ConfigureAwait(false);
            took(done);
            return done;
        },
        FileDone.Format,
        (_, done) => took(done));

    /// <summary>A file may go at any time, and gets a row that says so; that all of them are gone means another disk.</summary>
    private void RequireSeen(FileTask[] tasks)
    {
        FileTask[] judged = [.. tasks.Where(task => task.Step == FileStep.Judge)];
        if (judged.Length > 0 && !Array.Exists(judged, task => worker.Sees(task.Name)))
            throw new EmblemException($"'{judged[0].Name}' is there for the first rank and not for this one, nor is any other file. All machines need the same folders under the same paths.");
    }
}
