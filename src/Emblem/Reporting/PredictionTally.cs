using Emblem.Export;
using Emblem.Foundation;

namespace Emblem.Reporting;

/// <summary>What many predictions come to.</summary>
public sealed record PredictionTally
{
    /// <summary>Pictures, those without an answer too.</summary>
    public int Count { get; private init; }

    /// <summary>Of them those that an interrupted prediction had answered.</summary>
    public int Resumed { get; private init; }

    /// <summary>Files that could not be read.</summary>
    public int Unread { get; private init; }

    /// <summary>Pictures of something else entirely, <see cref="Prediction.IsNeither"/>.</summary>
    public int Neither { get; private init; }

    /// <summary>
    /// Right answers by the names of the folders, where every picture lies in one that is named after a class; null elsewhere. A file that could not be read
    /// counts as wrong. One that is told to be neither of the classes counts by the class that it is most like: the score stays that of the classifier.
    /// </summary>
    public ScoreInterval? Score => Count > 0 && Labelled == Count ? ScoreInterval.Wilson(Right, Count) : null;

    private int Labelled { get; init; }

    private int Right { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{ValueText.Count(Count, "picture")}, {ValueText.Count(Unread)} unread, {ValueText.Count(Neither)} neither{(Score is { } score ? $"; right {score}" : "")}";

    internal PredictionTally With(GivenPicture picture, Prediction answer, bool isResumed) => this with
    {
        Count = Count + 1,
        Resumed = Resumed + (isResumed ? 1 : 0),
        Unread = Unread + (answer.Label is null ? 1 : 0),
        Neither = Neither + (answer.IsNeither ? 1 : 0),
        Labelled = Labelled + (answer.Classes.Contains(picture.Label) ? 1 : 0),
        Right = Right + (answer.Label == picture.Label ? 1 : 0),
    };
}
