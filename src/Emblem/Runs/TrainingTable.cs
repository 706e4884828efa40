using Emblem.Training;

namespace Emblem.Runs;

/// <summary>Shows what a fit or a run tells as text: fast.ai's table of epochs, each row as its epoch ends, and a line for all else.</summary>
public static class TrainingTable
{
    /// <summary>
    /// An observer that writes lines, the same to a terminal and to a file: no control codes, and numbers as in every culture. Batches, the steps of a stage and
    /// files written make no lines.
    /// </summary>
    /// <param name="output">Flushed after each event; stays the caller's.</param>
    /// <returns>For <c>learner.Tell</c> and for <see cref="TrainingRun.ExecuteAsync"/>; one for each, since it remembers the heading that is shown.</returns>
    public static Action<RunEvent> On(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var epochs = new EpochTable();
        return happened =>
        {
            // A fold's first fit has the number of the fit before it.
            if (happened is StageBegun)
                epochs = new EpochTable();
            foreach (string line in Lines(happened, epochs))
                output.WriteLine(line);
            output.Flush();
        };
    }

    private static IReadOnlyList<string> Lines(RunEvent happened, EpochTable epochs) => happened switch
    {
        BatchTrained or StageAdvanced or FileWritten => [],
        EpochTrained trained => epochs.Add(trained.Epoch),
        _ => [happened.ToString()],
    };
}
