using Emblem.Training;

namespace Emblem.Runs;

/// <summary>Lets a learner say what it does.</summary>
public static class LearnerEvents
{
    extension(Learner learner)
    {
        /// <summary>
        /// Tells what the learner begins with, and then what each fit and search does, in the events that a whole run tells: the weights used, stages with
        /// their rates, batches, epochs, better models, rates found, and as notes all that callbacks report.
        /// </summary>
        /// <param name="observer">
        /// Told of each event at once, on the thread that trains, before the callbacks of the fit; <c>learner.Tell(TrainingTable.On(Console.Out))</c> prints fast.ai's table. It takes the
        /// place of an earlier one, and of <see cref="Learner.Messages"/>.
        /// </param>
        public void Tell(Action<RunEvent> observer)
        {
            ArgumentNullException.ThrowIfNull(observer);
            var teller = new LearnerTeller(observer);
            learner.Watcher = teller;
            learner.Messages = new LearnerNotes(new RunTeller(observer, TimeProvider.System));
            teller.TellStart(learner);
        }
    }
}
