using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Acquisition.Verification;

/// <summary>What one file is, found by decoding all of it.</summary>
/// <param name="Record">The row, before anything is moved; of a picture that is made anew, the hash afterwards is that of the staged file.</param>
/// <param name="Extension">The true extension of the good picture, with its dot; empty for a refused file.</param>
internal sealed record FileVerdict(VerificationRecord Record, string Extension)
{
    public static FileVerdict Accept(string name, VerifiedPicture picture, FileContent content, PictureLimits limits)
    {
        string[] reasons =
        [
            .. picture.Header.IsPlain ? (string[])[] : [limits.Orientation == PictureOrientation.Upright ? "to upright 8-bit sRGB" : "to 8-bit sRGB"],
            .. picture.IsShrunk ? (string[])[$"shrunk to {limits.MaxSize}"] : [],
        ];
        var record = new VerificationRecord
        {
            Path = name,
            Format = NameOf(picture.Header.Format),
            Width = picture.Width,
            Height = picture.Height,
            Outcome = picture.IsChanged ? VerificationOutcome.Converted : VerificationOutcome.Kept,
            Reason = string.Join(", ", reasons),
            Sha256Before = content.Sha256,
            Sha256After = !picture.IsChanged ? content.Sha256 : picture.Bytes is { } made ? ContentHash.Of(made) : "",
            Bytes = content.Length,
        };
        return new FileVerdict(record, ImageSniffer.ExtensionOf(picture.Format));
    }

    /// <summary>A refused file. What is known to be a picture is set aside; everything else never was one.</summary>
    public static FileVerdict Refuse(string name, FileContent content, string reason) => new(
        new VerificationRecord
        {
            Path = name,
            Format = NameOf(content.Format),
            Outcome = content.Format is ImageFormat.Unknown or ImageFormat.Html ? VerificationOutcome.NotAPicture : VerificationOutcome.SetAside,
            Reason = reason,
            Sha256Before = content.Sha256,
            Bytes = content.Length,
        },
        "");

    /// <summary>A file that is left where it is, unread. Its length is not told: a list of downloads changes with each, and equal runs write equal reports.</summary>
    public static FileVerdict PassOver(string name, string reason) => new(
        new VerificationRecord
        {
            Path = name,
            Format = NameOf(ImageFormat.Unknown),
            Outcome = VerificationOutcome.Sidecar,
            Reason = reason,
        },
        "");

    private static string NameOf(ImageFormat format) => format.ToString().ToLowerInvariant();
}
