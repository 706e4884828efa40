using Emblem.Training;

namespace Emblem.Runs;

/// <summary>What the stages of a recipe found.</summary>
public sealed record RecipeOutcome
{
    /// <summary>The search for rates, if one was made.</summary>
    public LearningRateSearch? Search { get; init; }

    /// <summary>The head that was fitted on frozen features, if one was.</summary>
    public HeadFit? Head { get; init; }

    /// <summary>The validation loss after the last epoch, where it was compared with the head's.</summary>
    public double? FineTunedLoss { get; init; }

    /// <summary>Whether the fitted head is what was kept: of equals it is, and a loss that is no number beats nothing.</summary>
    public bool KeepsHead => Head is not null && !(FineTunedLoss < Head.ValidLoss);
}
