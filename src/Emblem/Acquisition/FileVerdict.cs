using System.Security.Cryptography;
using Emblem.Imaging;

namespace Emblem.Acquisition;

/// <summary>What one file is, found by decoding all of it.</summary>
/// <param name="Record">The row, before anything is written.</param>
/// <param name="Extension">The true extension of the good picture, with its dot; empty for a refused file.</param>
internal sealed record FileVerdict(VerificationRecord Record, string Extension)
{
    // Nothing from the web that is worth training on is larger, and the whole file is held in memory.
    private const long LargestFile = 200_000_000;

    /// <summary>Judges a file. Never throws for what the file holds.</summary>
    public static FileVerdict Of(string path, string name, VerifyOptions options)
    {
        long length = new FileInfo(path).Length;
        if (length > LargestFile)
            return Refuse(name, ImageFormat.Unknown, VerificationOutcome.SetAside, $"{length} bytes are over the limit of {LargestFile}", "", length);
        byte[] bytes = File.ReadAllBytes(path);
        string hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        ImageFormat format = ImageSniffer.Identify(bytes.AsSpan(0, Math.Min(bytes.Length, ImageSniffer.BytesNeeded)));
        try
        {
            ImageHeader header = ImageCodec.ReadHeader(bytes, options.PixelLimit);
            PixelImage picture = ImageCodec.Decode(bytes, options.PixelLimit);
            return Accept(name, header, picture, options, hash, length);
        }
        catch (ImageFileException fault)
        {
            bool picture = format is not (ImageFormat.Unknown or ImageFormat.Html);
            VerificationOutcome outcome = picture ? VerificationOutcome.SetAside : VerificationOutcome.NotAPicture;
            return Refuse(name, format, outcome, fault.Reason, hash, length);
        }
    }

    /// <summary>The bytes of the good picture as it is to be: the file's own where nothing changes.</summary>
    public static byte[] Make(string path, FileVerdict verdict, VerifyOptions options)
    {
        byte[] bytes = File.ReadAllBytes(path);
        if (verdict.Record.Outcome == VerificationOutcome.Kept)
            return bytes;
        PixelImage picture = ImageCodec.Decode(bytes, options.PixelLimit);
        PixelImage small = options.MaxSize is { } size ? ImageCodec.ShrinkToFit(picture, size) : picture;
        return verdict.Extension == ImageSniffer.ExtensionOf(ImageFormat.Jpeg) ? ImageCodec.EncodeJpeg(small) : ImageCodec.EncodePng(small);
    }

    private static FileVerdict Accept(string name, ImageHeader header, PixelImage picture, VerifyOptions options, string hash, long length)
    {
        bool large = options.MaxSize is { } size && Math.Max(picture.Width, picture.Height) > size;
        bool converted = large || !header.IsPlain;
        string[] reasons = [.. header.IsPlain ? (string[])[] : ["to upright 8-bit sRGB"], .. large ? (string[])[$"shrunk to {options.MaxSize}"] : []];
        (int width, int height) = large ? Fit(picture, options.MaxSize!.Value) : (picture.Width, picture.Height);
        var record = new VerificationRecord
        {
            Path = name,
            Format = NameOf(header.Format),
            Width = width,
            Height = height,
            Outcome = converted ? VerificationOutcome.Converted : VerificationOutcome.Kept,
            Reason = string.Join(", ", reasons),
            Sha256Before = hash,
            Sha256After = converted ? "" : hash,
            Bytes = length,
        };
        ImageFormat target = !converted ? header.Format : header.Format == ImageFormat.Jpeg ? ImageFormat.Jpeg : ImageFormat.Png;
        return new FileVerdict(record, ImageSniffer.ExtensionOf(target));
    }

    private static FileVerdict Refuse(string name, ImageFormat format, VerificationOutcome outcome, string reason, string hash, long length) => new(
        new VerificationRecord { Path = name, Format = NameOf(format), Outcome = outcome, Reason = reason, Sha256Before = hash, Bytes = length }, "");

    private static (int Width, int Height) Fit(PixelImage picture, int size)
    {
        PixelImage small = ImageCodec.ShrinkToFit(picture, size);
        return (small.Width, small.Height);
    }

    private static string NameOf(ImageFormat format) => format.ToString().ToLowerInvariant();
}
