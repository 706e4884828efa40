using Emblem.Export;
using Emblem.Foundation;

namespace Emblem.Cli.Commands;

/// <summary>What the names of the pictures' folders say of the answers.</summary>
internal static class FolderScore
{
    /// <summary>
    /// The score, where every picture lies in a folder named after a class. A file that could not be read counts as wrong: the model has no
    /// answer for it. One that is told to be neither of the classes, or unsure, counts by the class that it is most like: the score stays that of the classifier.
    /// </summary>
    /// <param name="labels">What the folders say, one a prediction.</param>
    /// <param name="predictions">The answers.</param>
    /// <param name="classes">The model's.</param>
    public static ScoreInterval? Of(IReadOnlyList<string> labels, IReadOnlyList<Prediction> predictions, IReadOnlyList<string> classes) => labels.All(classes.Contains)
        ? ScoreInterval.Wilson(labels.Zip(predictions).Count(pair => pair.First == pair.Second.Label), predictions.Count)
        : null;

    /// <summary>The same of those that the model answers: neither unreadable nor unsure nor of something else.</summary>
    /// <inheritdoc cref="Of"/>
    public static ScoreInterval? OfAnswers(IReadOnlyList<string> labels, IReadOnlyList<Prediction> predictions, IReadOnlyList<string> classes)
    {
        (string Label, Prediction Answer)[] answered = [.. labels.Zip(predictions).Where(pair => pair.Second.IsAnswer)];
        return labels.All(classes.Contains) ? ScoreInterval.Wilson(answered.Count(pair => pair.Label == pair.Answer.Label), answered.Length) : null;
    }
}
