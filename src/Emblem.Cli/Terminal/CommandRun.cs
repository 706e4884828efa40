using Emblem.Foundation;

namespace Emblem.Cli.Terminal;

/// <summary>Runs a verb's action and turns every way in which it can end into an exit code and a message.</summary>
internal static class CommandRun
{
    public static async Task<int> ToExitCodeAsync(Func<Task> action, CommandOutput output, CancellationToken stop)
    {
        try
        {
            await action();
            return ExitCode.Done;
        }
        catch (Exception fault) when (stop.IsCancellationRequested && IsCancellation(fault))
        {
            output.Failure("Stopped before the end.", fault);
            return ExitCode.Cancelled;
        }
        catch (EmblemException fault)
        {
            output.Failure(fault.Message, fault);
            return ExitCode.Failed;
        }
        catch (Exception fault)
        {
            string hint = output.IsVerbose ? "" : " Run it again with -v to see where this happened.";
            output.Failure($"Unexpected {fault.GetType().Name}: {FirstLine(fault.Message).TrimEnd('.')}.{hint}", fault);
            return ExitCode.Failed;
        }
    }

    /// <summary>Parallel work wraps each worker's cancellation into one exception. A timeout cancels too, hence the check of the token.</summary>
    private static bool IsCancellation(Exception fault) => fault is OperationCanceledException
        || (fault is AggregateException many && many.Flatten().InnerExceptions.All(inner => inner is OperationCanceledException));

    private static string FirstLine(string text) => text.ReplaceLineEndings("\n").Split('\n')[0];
}
