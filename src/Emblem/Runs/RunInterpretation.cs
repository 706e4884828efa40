using Emblem.Interpretation;
using Emblem.ModelFiles;

namespace Emblem.Runs;

/// <summary>What a run's best model makes of some pictures, with the probabilities of its saved file.</summary>
/// <param name="On">Which pictures.</param>
/// <param name="Interpretation">Probabilities at the temperature of <paramref name="Answers"/>, and all that follows from them.</param>
/// <param name="Score">How many are right, and whether the pictures chose the model or taught it.</param>
/// <param name="Answers">How the model answers; null where its file says nothing of it.</param>
public sealed record RunInterpretation(JudgedPictures On, ClassificationInterpretation Interpretation, RunScore Score, AnswerRule? Answers)
{
    /// <summary>
    /// Whether the pictures chose the temperature or the threshold too: how probabilities are calibrated is then a little too good, by one number for all of them.
    /// </summary>
    public bool ChoseTheAnswers => Answers is { } rule && (On == JudgedPictures.Validation || (On == JudgedPictures.Folds && rule.FittedOn == HeldOut.Folds));

    /// <inheritdoc/>
    public override string ToString() => $"{On}: {Score}";
}
