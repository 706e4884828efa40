namespace Emblem.Acquisition;

/// <summary>How a server names one version of a picture, so that it can be asked whether there is another.</summary>
/// <param name="ETag">As the header had it, quotes included; empty without one.</param>
/// <param name="LastModified">As an HTTP date; empty without one.</param>
internal sealed record Validators(string ETag, string LastModified)
{
    public static Validators None { get; } = new("", "");

    public static Validators Of(HttpResponseMessage response) => new(
        response.Headers.ETag?.ToString() ?? "",
        response.Content.Headers.LastModified?.ToString("R", System.Globalization.CultureInfo.InvariantCulture) ?? "");
}
