namespace Emblem.Foundation;

/// <summary>One report of a long piece of work, as handed to an <see cref="IProgress{T}"/>.</summary>
/// <param name="Stage">What is being done, in a few words, for example <c>downloading unc</c>.</param>
/// <param name="Done">Finished items, from 0.</param>
/// <param name="Total">All items, or null while that is unknown.</param>
/// <param name="Note">What happened to the latest item, or null when it went well.</param>
public readonly record struct StepProgress(string Stage, int Done, int? Total, string? Note = null)
{
    /// <summary>How the work goes, for a line that each report replaces, such as speed and time left; null for nothing to say.</summary>
    public string? Status { get; init; }
}
