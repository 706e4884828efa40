using System.Reflection;
using Emblem.Foundation;

namespace Emblem.Acquisition;

/// <summary>
/// What requests say they come from: product, contact, platform, the form that Wikimedia's policy asks of programs. A browser's name would be taken for a
/// disguise there. The contact is that of whoever runs it; the project's page stands beside it in builds whose <c>RepositoryUrl</c> names one.
/// </summary>
internal static class DownloadAgent
{
    private const string Page = "RepositoryUrl";

    /// <summary>The header's value.</summary>
    public static string Of(DownloadOptions options) => options.UserAgent ?? Standard(options.Contact, PageOf(typeof(DownloadAgent).Assembly));

    /// <exception cref="EmblemException">A text cannot be sent in a header.</exception>
    public static void Check(DownloadOptions options)
    {
        foreach ((string name, string? text) in ((string, string?)[])[(nameof(options.Contact), options.Contact), (nameof(options.UserAgent), options.UserAgent)])
        {
            if (text is not null && (string.IsNullOrWhiteSpace(text) || text.Any(c => c is < ' ' or > '~')))
                throw new EmblemException($"{name} of the download options takes plain letters, digits and signs, as headers do; got '{text}'.");
        }
    }

    internal static string Standard(string? contact, string? page)
    {
        string[] ways = [.. ((string?[])[page, contact]).OfType<string>()];
        Version version = typeof(DownloadAgent).Assembly.GetName().Version!;
        return $"Emblem/{version.ToString(3)} ({(ways.Length > 0 ? string.Join("; ", ways) : "picture downloader, no contact given")}) .NET/{Environment.Version.ToString(2)}";
    }

    private static string? PageOf(Assembly assembly) =>
        assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(row => row.Key == Page)?.Value;
}
