using Emblem.Cli.Terminal;
using Emblem.Training;
using Emblem.Training.Checkpoints;

namespace Emblem.Cli.Runs;

/// <summary>How a run survives being killed: where it begins, what it keeps while it trains, and what it says when it is stopped.</summary>
internal sealed class RunCheckpoints(RunFolder folder, TimeSpan interval, RunBeginning beginning)
{
    public static readonly TimeSpan StandardInterval = TimeSpan.FromMinutes(5);

    /// <summary>Before anything of a run is written: what an earlier run left in the folder must not be taken for this one's.</summary>
    public void Prepare()
    {
        if (beginning == RunBeginning.Resumed)
        {
            folder.RemovePartialFiles();
            return;
        }

        // The options first: without them nothing of the earlier run can be resumed any more, whenever this is interrupted.
        foreach (string file in ((string[])[folder.Options, folder.Info]).Where(File.Exists))
            File.Delete(file);
        Remove();
    }

    /// <summary>Before the learner trains.</summary>
    public void Begin(Learner learner, CommandOutput output)
    {
        var checkpoints = new CheckpointFolder(folder.Checkpoints) { Interval = interval };
        if (beginning == RunBeginning.Anew)
            learner.KeepCheckpoints(checkpoints);
        else if (learner.Resume(checkpoints) is { } point)
            output.Line($"Resumed at {point}: {point.Repeated} batches are done again.");
        else
            output.Line("No checkpoint had been saved when the run ended: it begins at its beginning.");
    }

    /// <summary>After the run was stopped.</summary>
    public void SayHowToResume(CommandOutput output)
    {
        if (File.Exists(folder.Options))
            output.Line($"Go on from here with: emblem train --resume {folder.Path}");
    }

    /// <summary>After everything of the run has been written.</summary>
    public void Remove()
    {
        if (Directory.Exists(folder.Checkpoints))
            Directory.Delete(folder.Checkpoints, recursive: true);
    }
}
