using Emblem.Foundation;
using Emblem.Training;

namespace Emblem.Runs;

/// <summary>What the stages of a recipe found.</summary>
public sealed record RecipeOutcome
{
    /// <summary>The search for rates, if one was made.</summary>
    public LearningRateSearch? Search { get; init; }

    /// <summary>The head that was fitted on frozen features, if one was.</summary>
    public HeadFit? Head { get; init; }

    /// <summary>What the epochs that started from that head gained on the validation pictures; null where nothing was compared.</summary>
    public FineTuningGain? Gain { get; init; }

    /// <summary>Whether the fitted head is what was kept.</summary>
    public bool KeepsHead => Head is not null && Gain?.IsReal != true;

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
