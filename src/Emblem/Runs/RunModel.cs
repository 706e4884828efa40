using Emblem.Data;
using Emblem.Foundation;
using Emblem.Models;
using Emblem.Training;

namespace Emblem.Runs;

/// <summary>A run's best model with the run's pictures, to be looked at again.</summary>
internal static class RunModel
{
    /// <summary>Opens it.</summary>
    /// <param name="plan">The run's, from <see cref="TrainingPlan.Read"/>.</param>
    /// <param name="teller">Told how the pictures are divided.</param>
    /// <param name="stop">Ends the search for duplicates.</param>
    /// <param name="known">The run's division of the pictures, where it is known; made again, as it was, when null.</param>
    /// <exception cref="EmblemException">The run has no model yet.</exception>
    public static Learner Open(TrainingPlan plan, RunTeller teller, CancellationToken stop, ImageSplit? known = null)
    {
        RunFolder folder = plan.Folder;
        if (!File.Exists(folder.Best))
            throw new EmblemException($"There is no '{folder.Best}': the run ended before its first epoch did. Train it again.");

        // Pictures are then normalised as the model says.
        TrainingPlan own = plan with { Start = new BodyWeights(folder.Best, plan.Start?.Architecture ?? Architectures.Find(plan.Architecture), "run") };
        ImageData data = known?.ToBatches(own.Batches) ?? own.OpenPictures(teller.Begin("looking for duplicates", 0), stop);
        teller.Tell(new PicturesDivided(data.Split));
        Learner learner = own.CreateLearner(data);
        try
        {
            learner.Load(folder.Best);
            return learner;
        }
        catch
        {
            learner.Dispose();
            throw;
        }
    }
}
