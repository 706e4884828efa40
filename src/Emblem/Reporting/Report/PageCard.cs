namespace Emblem.Reporting.Report;

/// <summary>A picture of a page, or two views of it side by side, with what is said of it.</summary>
/// <param name="Views">Each a source and what is seen there, for those who do not see it.</param>
/// <param name="Lines">Below; the first one stands out.</param>
internal sealed record PageCard(IReadOnlyList<(string? Source, string Alt)> Views, IReadOnlyList<string> Lines)
{
    /// <summary>Whether the answer is right; null where there is none.</summary>
    public bool? IsRight { get; init; }
}
