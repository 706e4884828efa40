using Emblem.Data;
using Emblem.Foundation;
using Emblem.Training;
using Emblem.Training.Checkpoints;

namespace Emblem.Runs;

/// <summary>How a run survives being killed: where it begins, and what it keeps while it trains.</summary>
internal sealed class RunCheckpoints(TrainingPlan plan)
{
    private readonly RunFolder _folder = plan.Folder;

    /// <summary>Before anything of a run is written: what an earlier run left in the folder must not be taken for this one's.</summary>
    public void Prepare()
    {
        if (plan.IsResumed)
        {
            _folder.RemovePartialFiles();
            return;
        }

        // The options first: without them nothing of the earlier run can be resumed any more, whenever this is interrupted.
        foreach (string file in ((string[])[_folder.Options, _folder.Info]).Where(File.Exists))
            File.Delete(file);
        Removed();
    }

    /// <summary>Before anything is done with the pictures: a resumed run needs those that it was begun with.</summary>
    /// <exception cref="EmblemException">They are others.</exception>
    public void RequireSame(ImageSplit split)
    {
        if (plan.IsResumed)
            PictureInventory.Check(_folder, split);
        else
            PictureInventory.Write(_folder, split);
    }

    /// <summary>Before the learner trains.</summary>
    public void Begin(Learner learner, RunTeller teller)
    {
        var checkpoints = new CheckpointFolder(_folder.Checkpoints) { Interval = plan.CheckpointInterval };
        if (!plan.IsResumed)
            learner.KeepCheckpoints(checkpoints);
        else if (learner.Resume(checkpoints) is { } point)
            teller.Note($"Resumed at {point}: {point.Repeated} batches are done again.");
        else
            teller.Note("No checkpoint had been saved when the run ended: it begins at its beginning.");
    }

    /// <summary>After everything of the run has been written.</summary>
    /// <returns>The folder that is no more.</returns>
    public string Removed()
    {
        if (Directory.Exists(_folder.Checkpoints))
            Directory.Delete(_folder.Checkpoints, recursive: true);
        return _folder.Checkpoints;
    }
}
