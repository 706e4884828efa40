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

    /// <summary>Pictures that the model is not sure enough of, <see cref="Prediction.IsUnsure"/>.</summary>
    public int Unsure { get; private init; }

    /// <summary>
    /// Right answers by the names of the folders, where every picture lies in one that is named after a class; null elsewhere. A file that could not be read
    /// counts as wrong. One that is told to be neither of the classes, or unsure, counts by the class that it is most like: the score stays that of the classifier.
    /// </summary>
    public ScoreInterval? Score => Count > 0 && Labelled == Count ? ScoreInterval.Wilson(Right, Count) : null;

    /// <summary>The same of those that the model answers: neither unreadable nor unsure nor of something else.</summary>
    public ScoreInterval? AnsweredScore => Score is null ? null : ScoreInterval.Wilson(RightAnswers, Answers);

    private int Labelled { get; init; }

    private int Answers { get; init; }

    private int RightAnswers { get; init; }

    private int Right { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{ValueText.Count(Count, "picture")}, {ValueText.Count(Unread)} unread, {ValueText.Count(Neither)} neither, {ValueText.Count(Unsure)} unsure{(Score is { } score ? $"; right {score}" : "")}";

    internal PredictionTally With(GivenPicture picture, Prediction answer, bool isResumed) => this with
    {
        Count = Count + 1,
        Resumed = Resumed + (isResumed ? 1 : 0),
        Unread = Unread + (answer.Label is null ? 1 : 0),
        Neither = Neither + (answer.IsNeither ? 1 : 0),
        Unsure = Unsure + (answer.IsUnsure ? 1 : 0),
        Answers = Answers + (answer.IsAnswer ? 1 : 0),
        RightAnswers = RightAnswers + (answer.IsAnswer && answer.Label == picture.Label ? 1 : 0),
        Labelled = Labelled + (answer.Classes.Contains(picture.Label) ? 1 : 0),
        Right = Right + (answer.Label == picture.Label ? 1 : 0),
    };
}
