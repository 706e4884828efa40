using Emblem.Data;
using Emblem.Foundation;
using Emblem.Training;
using Emblem.Training.Checkpoints;

namespace Emblem.Runs;

/// <summary>How a run survives being killed: where it begins, and what it keeps while it trains.</summary>
internal sealed class RunCheckpoints(TrainingPlan plan)
{
    private readonly RunFolder _folder = plan.Folder;

    /// <summary>Before anything is done: whether there is a run to go on with, or room for a new one.</summary>
    /// <exception cref="EmblemException">Another process trains here; what is to be gone on with has finished; or a run is there that may not be replaced.</exception>
    public void RequireRoom()
    {
        if (RunProcess.Read(_folder) is { IsAlive: true, IsCurrent: false } other)
            throw new EmblemException($"The run in '{_folder.Path}' is being trained now, by {other}. Wait for its end, or stop it.");
        if (!plan.IsResumed)
            _folder.RequireFree(plan.Overwrite);
        else if (_folder.IsFinished)
            throw new EmblemException($"The run in '{_folder.Path}' has finished: there is nothing to go on with.");
    }

    /// <summary>Before anything is done with the pictures: a resumed run needs those that it was begun with.</summary>
    /// <exception cref="EmblemException">They are others.</exception>
    public void RequireSame(ImageSplit split)
    {
        if (plan.IsResumed)
            PictureInventory.Check(_folder, split);
    }

    /// <summary>
    /// When nothing can be refused any more and before the learner trains: an earlier run ends here, so that nothing of it is taken for this one's, and the
    /// new one begins with its plan.
    /// </summary>
    public void Begin(ImageSplit split, Learner learner, RunTeller teller)
    {
        if (plan.IsResumed)
        {
            RunFiles.DeletePartial(_folder);
        }
        else
        {
            // They may be of the run that is deleted.
            byte[]? corrections = plan.Corrections is { } given ? File.ReadAllBytes(given.FileFor(_folder)) : null;
            if (RunFiles.Delete(_folder, plan.Events, _folder.Process) is > 0 and int deleted)
                teller.Note($"Deleted {deleted} files of the run that was in {_folder.Path}.");
            plan.Write();
            plan.Recipe.Write(_folder.Recipe);
            PictureInventory.Write(_folder, split);
            if (corrections is not null)
                AtomicFile.WriteBytes(_folder.Corrections, corrections);
        }

        RunProcess.Current.Write(_folder);
        var checkpoints = new CheckpointFolder(_folder.Checkpoints) { Interval = plan.CheckpointInterval, IsReadOnly = plan.Ranks is { IsFirst: false } };
        if (!plan.IsResumed)
            learner.KeepCheckpoints(checkpoints);
        else if (learner.Resume(checkpoints) is { } point)
            teller.Note($"Resumed at {point}: {point.Repeated} batches are done again.");
        else
            teller.Note("No checkpoint had been saved when the run ended: it begins at its beginning.");
    }

    /// <summary>After everything of the run has been written.</summary>
    /// <returns>The folder that held them.</returns>
    public string Removed()
    {
        RunFiles.DeleteCheckpoints(_folder);
        End(_folder);
        return _folder.Checkpoints;
    }

    /// <summary>This process trains no more, whatever became of the run.</summary>
    public static void End(RunFolder folder)
    {
        if (RunProcess.Read(folder) is { IsCurrent: true })
            File.Delete(folder.Process);
    }
}
