namespace Emblem.Data;

/// <summary>A line of <see cref="Corrections"/>: a picture whose label somebody should look at, and what they decided.</summary>
/// <param name="PictureFile">Its path below the folder of pictures, with <c>/</c>; a whole path for one of another folder.</param>
/// <param name="Label">The class that it had when the line was written.</param>
public sealed record Correction(string PictureFile, string Label)
{
    /// <summary>The class that the model would give it; null where it has no suggestion.</summary>
    public string? SuggestedLabel { get; init; }

    /// <summary>How suspect it is, 0 to 1; null where nobody said.</summary>
    public double? Score { get; init; }

    /// <summary>Why it is here, in a few words.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What was decided.</summary>
    public CorrectionAction Action { get; init; }

    /// <summary>The class that it is to have; where it is to be relabelled and this is null, <see cref="SuggestedLabel"/>.</summary>
    public string? NewLabel { get; init; }

    /// <summary>The class after the correction; null for a picture that is taken out.</summary>
    internal string? Corrected => Action switch
    {
        CorrectionAction.Remove => null,
        CorrectionAction.Relabel => NewLabel ?? SuggestedLabel,
        _ => Label,
    };

    /// <summary>Whether there is something on it beside a decision.</summary>
    internal bool Says => SuggestedLabel is not null || Score is not null || Reason.Length > 0;

    /// <summary>Whether what was decided is of a picture with this label: it has the one that it had then, or the one that it was given.</summary>
    internal bool Holds(string label) => Action != CorrectionAction.None && (label == Label || label == Corrected);

    /// <summary>In a line.</summary>
    public override string ToString() => Action switch
    {
        CorrectionAction.Relabel => $"{PictureFile}: {Label} → {Corrected}",
        CorrectionAction.Remove => $"{PictureFile}: {Label}, removed",
        CorrectionAction.Keep => $"{PictureFile}: {Label}, kept",
        _ => $"{PictureFile}: {Label}{(SuggestedLabel is null || SuggestedLabel == Label ? "" : $", perhaps {SuggestedLabel}")}{(Reason.Length == 0 ? "" : $" ({Reason})")}",
    };
}

/// <summary>What somebody decided of a picture.</summary>
public enum CorrectionAction
{
    /// <summary>Nothing yet.</summary>
    None,

    /// <summary>The label is right.</summary>
    Keep,

    /// <summary>It is of another class.</summary>
    Relabel,

    /// <summary>It is of no use: it is neither learned from nor judged by.</summary>
    Remove,
}
