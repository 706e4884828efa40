using Emblem.Interpretation;

namespace Emblem.Runs;

/// <summary>Collects what the models of a learning curve make of the pictures that they had not seen.</summary>
/// <param name="shares">The parts.</param>
/// <param name="trials">All folds.</param>
/// <param name="groups">Positions of copies.</param>
internal sealed class CurveAnswers(IReadOnlyList<double> shares, IReadOnlyList<CurveTrial> trials, IReadOnlyList<int[]> groups)
{
    private readonly Dictionary<(int Repeat, int Part, int Item), (bool IsRight, double Loss)> _answers = [];

    /// <summary>What the model of a fold and part makes of a picture.</summary>
    public void Add(CurveTrial trial, int part, int item, bool isRight, double loss) => _answers.Add((trial.Repeat, part, item), (isRight, loss));

    /// <summary>Of the pictures that are held out in every repetition: one that is alone in its class never is.</summary>
    public LearningCurve ToCurve()
    {
        int repeats = trials.Max(trial => trial.Repeat) + 1;
        int[] items = [.. trials.Where(trial => trial.Repeat == 0).SelectMany(trial => trial.HeldOut).Order()];
        Dictionary<int, int> places = items.Index().ToDictionary(item => item.Item, item => item.Index);
        return new CurveScores(
            shares,
            [.. shares.Select((_, part) => trials.Average(trial => trial.Parts[part].Length))],
            [
                .. Enumerable.Range(0, repeats).Select(repeat => shares
                    .Select((_, part) => items.Select(item => _answers[(repeat, part, item)].IsRight ? 0.0 : 1.0).ToArray()).ToArray()),
            ],
            [.. shares.Select((_, part) => _answers.Where(answer => answer.Key.Part == part).Average(answer => answer.Value.Loss))],
            [.. groups.Where(group => places.ContainsKey(group[0])).Select(group => group.Select(item => places[item]).ToArray())]).ToCurve();
    }
}
