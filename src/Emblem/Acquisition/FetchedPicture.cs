using Emblem.Imaging;

namespace Emblem.Acquisition;

/// <summary>What an attempt brought: a whole picture in the order's temporary file.</summary>
/// <param name="Header">What it is by its bytes.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its hash, lower-case hexadecimal.</param>
/// <param name="Validators">What the server calls this version.</param>
internal sealed record FetchedPicture(ImageHeader Header, long Bytes, string Sha256, Validators Validators)
{
    /// <summary>The server says that the picture there is still the right one.</summary>
    public static FetchedPicture Unchanged { get; } = new(new ImageHeader(ImageFormat.Unknown, 0, 0, true), 0, "", Validators.None);
}
