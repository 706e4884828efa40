using System.Net;
using System.Reflection;

namespace Emblem.Reporting.Report;

/// <summary>The pages that the library carries, to be filled in. None asks anybody for anything.</summary>
internal static class PageTemplate
{
    private const string Folder = "Emblem.Reporting.Pages.";

    /// <summary>Reads a page.</summary>
    /// <param name="name">Of a file in <c>Reporting/Pages</c>.</param>
    public static string Read(string name)
    {
        using Stream page = Assembly.GetExecutingAssembly().GetManifestResourceStream(Folder + name)
            ?? throw new InvalidOperationException($"The assembly lacks its page {name}.");
        using var reader = new StreamReader(page);
        return reader.ReadToEnd();
    }

    /// <summary>Text that is no markup, whatever it holds; also within quotes.</summary>
    public static string Text(string text) => WebUtility.HtmlEncode(text);
}
