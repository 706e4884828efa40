using Emblem.Acquisition;
using Emblem.Foundation;

namespace Emblem.Projects;

/// <summary>The addresses of a class.</summary>
/// <param name="Class">What its pictures show; the name of their folder.</param>
/// <param name="Urls">Where they are.</param>
/// <param name="Source">What the list is called to people, such as its file.</param>
public sealed record ClassList(string Class, UrlList Urls, string Source)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Class}: {ValueText.Count(Urls.Entries.Count, "address", "addresses")} ({Source})";
}
