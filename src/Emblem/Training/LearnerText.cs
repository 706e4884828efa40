using Emblem.Data;
using Emblem.Foundation;

namespace Emblem.Training;

/// <summary>A learner in a few lines: the network and what it began with, what learns, the pictures, how far it has come.</summary>
internal static class LearnerText
{
    public static string Of(Learner learner)
    {
        IReadOnlyList<EpochRecord> epochs = learner.History.Epochs;
        IEnumerable<string> pictures = learner.Data is { } data ? SplitText.Sides(data.Split) : [];
        string frozen = learner.FrozenGroups == 0 ? "all learn" : $"the first {ValueText.Count(learner.FrozenGroups)} frozen";
        string trained = epochs is [.., { } last]
            ? $"{ValueText.Count(epochs.Count, "epoch")} in {ValueText.Count(last.Fit + 1, "fit")}; the last: {last}"
            : "not yet";
        return string.Join(
            Environment.NewLine, pictures.Prepend($"Layer groups: {ValueText.Count(learner.GroupCount)}, {frozen}").Prepend($"Learner: {learner.Description}").Append($"Trained: {trained}"));
    }
}
