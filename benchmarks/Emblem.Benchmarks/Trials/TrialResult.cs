namespace Emblem.Benchmarks.Trials;

/// <summary>What a trial came to.</summary>
/// <param name="Set">Pictures.</param>
/// <param name="Variant">What was tried.</param>
/// <param name="Seed">Of the run.</param>
/// <param name="Right">Scored pictures that got their class.</param>
/// <param name="Count">Scored pictures.</param>
/// <param name="Loss">Their mean negative log probability.</param>
/// <param name="Seconds">From process start to its end.</param>
/// <param name="Part">Of what a seed did; those who came later add to it.</param>
internal sealed record TrialResult(string Set, string Variant, int Seed, int Right, int Count, double Loss, double Seconds, int Part = 0)
{
    public double Accuracy => (double)Right / Count;

    /// <summary>All parts of a seed as one.</summary>
    public static TrialResult Together(IReadOnlyCollection<TrialResult> parts) => parts.First() with
    {
        Right = parts.Sum(part => part.Right),
        Count = parts.Sum(part => part.Count),
        Loss = parts.Sum(part => part.Loss * part.Count) / parts.Sum(part => part.Count),
        Seconds = parts.Sum(part => part.Seconds),
    };
}
