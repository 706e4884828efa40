using Emblem.Foundation;
using Emblem.Interpretation;

namespace Emblem.Export;

/// <summary>What a model makes of some pictures, for its card.</summary>
/// <param name="Set">What they are, in words, such as <c>test pictures</c>.</param>
/// <param name="Found">Their answers, as the saved model gives them.</param>
/// <param name="IsOptimistic">Whether they taught or chose the model: then no interval says how optimistic their score is.</param>
public sealed record CardScore(string Set, ClassificationInterpretation Found, bool IsOptimistic = false)
{
    /// <summary>How many are right: Wilson's interval, unless copies among the pictures make it wider.</summary>
    public ScoreInterval Score { get; init; } = Found.Accuracy;

    /// <inheritdoc/>
    public override string ToString() => $"{Set}: {ValueText.Number(Score.Score)}{(IsOptimistic ? ", optimistic" : "")}";
}
