using Emblem.Cluster;
using Emblem.Runs;

namespace Emblem.Cli.Terminal;

/// <summary>
/// The command as one of several processes that <c>mpirun</c> or <c>srun</c> started: each runs the same line, the first speaks for all, and they end together.
/// A process that was started alone is not touched by any of it.
/// </summary>
internal static class RankSession
{
    // A fault that all ranks meet is told by the first, which ends the others; what one has met alone it tells itself, after that time.
    private static readonly TimeSpan FirstSpeaks = TimeSpan.FromSeconds(3);

    // After Ctrl+C: long enough for the last checkpoint of a large network.
    private static readonly TimeSpan LeavingTogether = TimeSpan.FromSeconds(10);

    /// <summary>The processes that run this line together; null for one alone.</summary>
    public static Ranks? Ranks { get; private set; }

    /// <summary>Whether this process prints.</summary>
    public static bool Speaks => Ranks is not { IsFirst: false };

    /// <summary>What the first rank answers to a question; on a process alone its own answer.</summary>
    public static bool OfFirst(bool answer) => Ranks is { } ranks ? ranks.Broadcast([answer ? (byte)1 : (byte)0])[0] > 0 : answer;

    /// <summary>
    /// Says at once how to go on when the job is being ended: after a rank has died nobody waits for the others, who have a second until they are killed. Where
    /// the first is the one that died, the next says it.
    /// </summary>
    /// <param name="stop">Comes when the job is being ended.</param>
    /// <param name="folder">The run's, as it was given.</param>
    public static CancellationTokenRegistration OnLeaving(CancellationToken stop, RunFolder folder) => Ranks is not { } ranks ? default : stop.Register(() =>
    {
        if ((ranks.IsFirst || (ranks.Rank == 1 && ranks.HasLostFirst)) && folder is { HasBegun: true, IsFinished: false })
            Console.Error.WriteLine($"warning: the job is being ended: a rank has died, or somebody stopped it. Go on with: mpirun -n {ranks.Count} emblem train --resume {folder.Path}");
    });

    /// <summary>Runs the line; the result is this process's <see cref="ExitCode"/>.</summary>
    /// <param name="run">Runs it with what it prints to.</param>
    /// <param name="stop">Ctrl+C.</param>
    public static async Task<int> RunAsync(Func<TextWriter, TextWriter, Task<int>> run, CancellationToken stop)
    {
        // mpirun gives each process a terminal of its own, whoever reads its output: the runtime must not write what real ones need.
        if (Ranks.Started > 1)
            Environment.SetEnvironmentVariable("TERM", "dumb");
        try
        {
            Ranks = Ranks.Join();
        }
        catch (MpiException fault)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return ExitCode.Failed;
        }

        if (Ranks is not { } ranks)
            return await run(Console.Out, Console.Error);
        ranks.StopWaiting(stop);
        using var errors = new StringWriter();
        int code = ranks.IsFirst ? await run(Console.Out, Console.Error) : await run(TextWriter.Null, errors);
        if (code is ExitCode.Done or ExitCode.BadUsage)
            ranks.Dispose();
        else if (code == ExitCode.Cancelled)
            await Task.WhenAny(Task.Run(ranks.Dispose, CancellationToken.None), Task.Delay(LeavingTogether, CancellationToken.None));
        else
            await EndAllAsync(ranks, code, errors.ToString());
        return code;
    }

    private static async Task EndAllAsync(Ranks ranks, int code, string errors)
    {
        if (!ranks.IsFirst)
        {
            await Task.Delay(FirstSpeaks);
            await Console.Error.WriteLineAsync($"Rank {ranks.Rank} on {ranks.Hosts[ranks.Rank]} ended the job: {errors.TrimEnd()}");
        }

        await Console.Out.FlushAsync();
        ranks.Abort(code);
    }
}
