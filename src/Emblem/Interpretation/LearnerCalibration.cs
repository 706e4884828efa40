using Emblem.ModelFiles;
using Emblem.Training;
using Emblem.Training.Metrics;

namespace Emblem.Interpretation;

/// <summary>Adds to a learner how its probabilities become answers.</summary>
public static class LearnerCalibration
{
    extension(Learner learner)
    {
        /// <summary>
        /// Chooses temperature and threshold on the validation pictures, for <see cref="Learner.Answers"/>: what is saved afterwards answers by them. Where these pictures
        /// also chose the epoch they say a little too much good; a head on a frozen body is judged better by what <c>PredictOutOfFold</c> gives.
        /// </summary>
        /// <param name="precision">How often answers are wanted to be right, at most 1; 0 for no threshold.</param>
        /// <param name="stop">Ends the work with <see cref="OperationCanceledException"/>.</param>
        /// <exception cref="InvalidOperationException">The learner was built without pictures.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The precision is no share.</exception>
        public AnswerCalibration Calibrate(double precision = AnswerCalibration.UsualPrecision, CancellationToken stop = default) =>
            learner.Calibrate(learner.GetPredictions(stop: stop), HeldOut.Validation, precision);

        /// <summary>The same on pictures that were asked about elsewhere.</summary>
        /// <param name="heldOut">What models that had not learned from a picture make of it, as they are: <c>learner.PredictOutOfFold().Scored</c>.</param>
        /// <param name="fittedOn">Which pictures these are.</param>
        /// <param name="precision">How often answers are wanted to be right, at most 1; 0 for no threshold.</param>
        /// <exception cref="ArgumentException">They are of another number of classes.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The precision is no share.</exception>
        public AnswerCalibration Calibrate(ScoredBatch heldOut, HeldOut fittedOn, double precision = AnswerCalibration.UsualPrecision)
        {
            if (heldOut.Classes != learner.Description.Classes.Count)
                throw new ArgumentException($"The learner tells {learner.Description.Classes.Count} classes apart; got answers for {heldOut.Classes}.", nameof(heldOut));
            var found = AnswerCalibration.Of(heldOut, fittedOn, precision, learner.Random.Seed);
            learner.Answers = found.Rule;
            return found;
        }
    }
}
