using System.Net;

namespace Emblem.Acquisition;

/// <summary>
/// An address copied out of a page's source has <c>&amp;amp;</c> where the server expects <c>&amp;</c>. Which one is meant the address does not say, so it
/// is asked for as it stands, and only then as a browser would read it.
/// </summary>
internal static class MarkedUpAddress
{
    /// <summary>For the manifest.</summary>
    public const string Words = "with &amp; read as &";

    /// <summary>What a browser would read; null where that is the same, or no address of the web.</summary>
    public static Uri? Read(Uri address)
    {
        string read = WebUtility.HtmlDecode(address.OriginalString);
        return read != address.OriginalString && Uri.TryCreate(read, UriKind.Absolute, out Uri? other) && (other.Scheme is "http" or "https") ? other : null;
    }
}
