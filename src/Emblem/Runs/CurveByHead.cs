using Emblem.Data;
using Emblem.Training.Fitting;
using Emblem.Training.Recipes;

namespace Emblem.Runs;

/// <summary>Fits a head for every part of a learning curve on features that are computed once.</summary>
/// <param name="search">Of all pictures.</param>
/// <param name="recipe">Its strengths are tried.</param>
internal sealed class CurveByHead(HeadSearch search, HeadRecipe recipe)
{
    /// <summary>
    /// Answers all folds. How strong the penalty is, the other folds of the same repetition and part say: they have as many pictures to learn from, and none of
    /// those that are judged is asked. A cross-validation within each part, as a run does it, would take four times as long.
    /// </summary>
    public void Answer(IReadOnlyList<CurveTrial> trials, IReadOnlyList<LabelledImage> items, CurveAnswers answers, Action<int> done)
    {
        int count = 0;
        foreach (IGrouping<int, CurveTrial> repeat in trials.GroupBy(trial => trial.Repeat))
        {
            CurveTrial[] folds = [.. repeat];
            for (int part = 0; part < folds[0].Parts.Count; part++)
            {
                var scores = new (double Loss, bool IsRight)[folds.Length][][];
                foreach ((int fold, CurveTrial trial) in folds.Index())
                {
                    scores[fold] = [.. search.ScoreEach(trial.Parts[part], trial.HeldOut, recipe.Cs)];
                    done(++count);
                }

                foreach ((int fold, CurveTrial trial) in folds.Index())
                {
                    int best = Enumerable.Range(0, recipe.Cs.Count).MinBy(c => scores.Where((_, other) => other != fold).Sum(other => other[c].Sum(score => score.Loss)));
                    foreach ((int item, (double loss, bool isRight)) in trial.HeldOut.Zip(scores[fold][best]))
                        answers.Add(trial, part, item, isRight, loss);
                }
            }
        }
    }
}
