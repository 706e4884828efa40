using Emblem.Foundation;
using Emblem.Interpretation;

namespace Emblem.Runs;

/// <summary>Two runs on the same pictures: which is better, by how much, and whether that is more than chance.</summary>
/// <param name="First">The folder of the first.</param>
/// <param name="Second">The folder of the second.</param>
/// <param name="FirstScore">What the first has right, with its 95% interval.</param>
/// <param name="SecondScore">What the second has right.</param>
/// <param name="Test">Of the pictures that one has right and the other wrong.</param>
/// <param name="IsOptimistic">Whether some of the pictures chose a model, its epoch or between a head and its fine-tuning.</param>
public sealed record RunComparison(string First, string Second, ScoreInterval FirstScore, ScoreInterval SecondScore, McNemar Test, bool IsOptimistic)
{
    private const double LeastSaid = 0.001;

    /// <summary>Pictures that the first alone has right.</summary>
    public IReadOnlyList<string> OnlyFirst { get; init => field = Listing.Of(value); } = Listing.Of<string>([]);

    /// <summary>Pictures that the second alone has right.</summary>
    public IReadOnlyList<string> OnlySecond { get; init => field = Listing.Of(value); } = Listing.Of<string>([]);

    /// <summary>In words: who is better, or that nobody can tell.</summary>
    public string Verdict
    {
        get
        {
            string differ = $"{ValueText.Count(Test.OnlyFirst)} right in {First} alone, {ValueText.Count(Test.OnlySecond)} in {Second} alone";
            string often = Test.PValue < LeastSaid ? $"less than {Percent(LeastSaid)}" : Percent(Test.PValue);
            string chance = $"two equally good models differ at least so much {often} of the time";
            if (Test.Discordant == 0)
                return $"Both have the same {ValueText.Count(Test.Count, "picture")} right and wrong: nothing tells them apart.";
            return Test.IsReal
                ? $"{(Test.Difference > 0 ? First : Second)} is better, and hardly by chance: {differ}; {chance}."
                : $"That may be noise: {differ}; {chance}. Judge by more pictures, or take the cheaper one.";
        }
    }

    /// <summary>Both scores, the difference with its interval, and the verdict.</summary>
    public override string ToString() => string.Join(
        Environment.NewLine,
        $"{First}: {FirstScore}",
        $"{Second}: {SecondScore}",
        $"difference {ValueText.Number(Test.Difference, "+0.000;-0.000;0.000")} (95% interval {ValueText.Number(Test.Interval.Low, "+0.000;-0.000;0.000")} to {ValueText.Number(Test.Interval.High, "+0.000;-0.000;0.000")})",
        Verdict);

    private static string Percent(double share) => $"{ValueText.Number(share * 100, "0.#")}%";

    /// <summary>
    /// Asks both runs' best models about the pictures that judge in both, validation and test, or about others. Takes a pass of each network over them.
    /// </summary>
    /// <param name="first">A run's plan, from <see cref="TrainingPlan.Read"/>.</param>
    /// <param name="second">Another's.</param>
    /// <param name="pictures">A folder of labelled pictures that taught neither; those that judge in both when null.</param>
    /// <param name="observer">Told of each event at once.</param>
    /// <param name="stop">Ends the work with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="EmblemException">A run has no model, their classes differ, or no picture is left to compare them by.</exception>
    public static Task<RunComparison> OfAsync(
        TrainingPlan first, TrainingPlan second, string? pictures = null, Action<RunEvent>? observer = null, CancellationToken stop = default) =>
        TrainingRun.OnItsOwnThread(() => new RunComparing(pictures, new RunTeller(observer, TimeProvider.System), stop).Run(first, second), stop);
}
