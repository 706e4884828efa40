using Emblem.Foundation;

namespace Emblem.Duplicates;

/// <summary>Two files that hold one picture.</summary>
/// <param name="First">A path below the folder, with <c>/</c>.</param>
/// <param name="Second">Another, after the first in ordinal order.</param>
/// <param name="Kind">Equal bytes, or pixels that agree.</param>
/// <param name="Score">
/// 1 for equal bytes; else, of the parts of the pictures that show something, the share that agrees times their mean normalised
/// correlation: at least 0.68 and at most 1.
/// </param>
public sealed record DuplicatePair(string First, string Second, DuplicateKind Kind, double Score)
{
    /// <summary>One picture under two labels: the files lie in folders of different classes.</summary>
    public bool IsConflict => PictureOrigin.Of(First).Class != PictureOrigin.Of(Second).Class;

    /// <summary>One picture on both sides of a split: the files lie in two of the folders train, valid and test.</summary>
    public bool IsLeak => PictureOrigin.Of(First).Set is { } first && PictureOrigin.Of(Second).Set is { } second && first != second;

    /// <summary>As the report spells it: <c>exact</c> or <c>near</c>.</summary>
    public static string Name(DuplicateKind kind) => kind == DuplicateKind.Exact ? "exact" : "near";

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
