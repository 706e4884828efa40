namespace Emblem.Benchmarks.Trials;

/// <summary>What a trial came to.</summary>
/// <param name="Set">Pictures.</param>
/// <param name="Variant">What was tried.</param>
/// <param name="Seed">Of the run.</param>
/// <param name="Right">Scored pictures that got their class.</param>
/// <param name="Count">Scored pictures.</param>
/// <param name="Loss">Their mean negative log probability.</param>
/// <param name="Seconds">From process start to its end.</param>
internal sealed record TrialResult(string Set, string Variant, int Seed, int Right, int Count, double Loss, double Seconds)
{
    public double Accuracy => (double)Right / Count;
}
