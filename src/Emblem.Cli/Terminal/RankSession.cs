using Emblem.Cluster;

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
