using Emblem.Duplicates;
using Emblem.Imaging;

namespace Emblem.Tests.Support;

/// <summary>All ways in which a picture's file becomes pixels, to ask each of them the same.</summary>
internal static class EveryReader
{
    private static readonly (string Name, Action<byte[]> Read)[] Ways =
    [
        ("training, predict", file => ImageCodec.Decode(file)),
        ("the same without turning", file => ImageCodec.Decode(file, orientation: PictureOrientation.AsStored)),
        ("verify", file => ImageCodec.Verify(file, maxSize: null, encode: true, ImageCodec.DefaultPixelLimit)),
        ("verify --report", file => ImageCodec.Verify(file, maxSize: null, encode: false, ImageCodec.DefaultPixelLimit)),
        ("verify --max-size", file => ImageCodec.Verify(file, maxSize: 100, encode: true, ImageCodec.DefaultPixelLimit)),
        ("duplicates", file => ThumbnailReader.Read(file, Fingerprint.ThumbnailSide)),
        ("health", file => ThumbnailReader.Read(file, 256)),
        ("small views", file => ThumbnailReader.Read(file, 20)),
    ];

    /// <summary>What each says of a file: the reason of a refusal, or nothing.</summary>
    public static IReadOnlyDictionary<string, string?> Ask(byte[] file) => Ways.ToDictionary(way => way.Name, way => Refusal(() => way.Read(file)));

    /// <summary>The one opinion that all have.</summary>
    public static string? AgreeOn(byte[] file, string what)
    {
        IReadOnlyDictionary<string, string?> said = Ask(file);
        string? first = said.Values.First();
        Assert.True(
            said.Values.All(reason => reason == first),
            $"{what}: {string.Join("; ", said.Select(one => $"{one.Key}: {one.Value ?? "read"}"))}");
        return first;
    }

    private static string? Refusal(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (ImageFileException fault)
        {
            return fault.Reason;
        }
    }
}
