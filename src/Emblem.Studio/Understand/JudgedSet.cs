using Emblem.Data;
using Emblem.Runs;
using Emblem.Studio.Projects;

namespace Emblem.Studio.Understand;

/// <summary>Pictures that judged a run's model, with what it made of each, beside the files as they are now.</summary>
public sealed class JudgedSet
{
    private readonly ProjectPictures _pictures;

    internal JudgedSet(ReportedSet set, ProjectPictures pictures) => (Set, _pictures) = (set, pictures);

    /// <summary>Everything that follows from the answers.</summary>
    public ReportedSet Set { get; }

    /// <summary>The classes' names.</summary>
    public IReadOnlyList<string> Classes => Set.Confusion.Classes;

    /// <summary>By how much the model was wrong, the most first; pictures without an answer last.</summary>
    public IReadOnlyList<JudgedPicture> Hardest => field ??= [.. All.OrderByDescending(picture => float.IsFinite(picture.Loss) ? picture.Loss : -1).ThenBy(picture => picture.Name, StringComparer.Ordinal)];

    /// <summary>Those of a class that were taken for another, or for their own.</summary>
    public IEnumerable<JudgedPicture> Of(int actual, int predicted) => Hardest.Where(picture => picture.Actual == actual && picture.Predicted == predicted);

    private IEnumerable<JudgedPicture> All => Set.Names.Select((name, i) =>
    {
        int predicted = Set.Scored.Predicted(i);
        return new JudgedPicture(name, Set.Scored.Actual[i], predicted, predicted < 0 ? float.NaN : Set.Scored.Probability(i, predicted), Set.Scored.Losses[i], _pictures.Find(name));
    });
}

/// <summary>One of them.</summary>
/// <param name="Name">Below the project's verified pictures.</param>
/// <param name="Actual">Its label then.</param>
/// <param name="Predicted">What it was taken for; −1 for no answer.</param>
/// <param name="Probability">How sure of that the model was.</param>
/// <param name="Loss">How wrong.</param>
/// <param name="Item">The picture now; null where it has gone.</param>
public sealed record JudgedPicture(string Name, int Actual, int Predicted, float Probability, float Loss, LabelledImage? Item)
{
    /// <summary>Whether the answer was its label.</summary>
    public bool IsRight => Actual == Predicted;
}
