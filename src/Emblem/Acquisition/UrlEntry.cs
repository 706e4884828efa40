namespace Emblem.Acquisition;

/// <summary>One address to fetch.</summary>
/// <param name="Index">From 0, in the order of the list: names the file that is downloaded.</param>
/// <param name="Line">In the list's file, from 1.</param>
/// <param name="Url">Absolute: http, https, or file: one below the folder of a list that is a file, else only <see cref="DownloadOptions.AllowPrivate"/> reads it.</param>
/// <param name="Label">The class, where the list names one; fit to be a folder's name on every system.</param>
public sealed record UrlEntry(int Index, int Line, Uri Url, string? Label)
{
    /// <summary>The folder of the list, for a file that lies below it and so needs no leave; null for addresses.</summary>
    internal string? Folder { get; init; }
}

/// <summary>A line of a list that is not fetched.</summary>
/// <param name="Line">In the list's file, from 1.</param>
/// <param name="Text">What stands there.</param>
/// <param name="Reason">Why it is left out.</param>
public sealed record UrlProblem(int Line, string Text, string Reason)
{
    /// <summary>The label that stands there; null without one.</summary>
    public string? Label { get; init; }
}
