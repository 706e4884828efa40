using Emblem.Cluster;
using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Export;

/// <summary>
/// A picture to predict: a file, a file's bytes, a stream of them, or a decoded picture. Each of the four converts to it by itself, so
/// <c>predictor.Predict("a.jpg")</c> and <c>predictor.Predict(bytes)</c> both do.
/// </summary>
public sealed class PictureInput
{
    private readonly object _content;

    /// <inheritdoc/>
    public override string ToString() => Name.Length > 0 ? Name : _content switch
    {
        byte[] bytes => ValueText.Count(bytes.Length, "byte"),
        PixelImage picture => picture.ToString(),
        _ => "a stream",
    };

    private PictureInput(object content, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        (_content, Name) = (content, name);
    }

    /// <summary>What its prediction is called: a file's path unless another was given, and nothing for the rest.</summary>
    public string Name { get; }

    /// <summary>The file that is read; null for bytes, a stream or a decoded picture.</summary>
    public string? Path => _content as string;

    /// <summary>A file, read when its turn comes.</summary>
    /// <param name="path">The file. One that is missing or no picture gets a prediction with a reason.</param>
    /// <param name="name">What its prediction is called; the path when null.</param>
    /// <exception cref="ArgumentException">The path is null or empty.</exception>
    public static PictureInput OfFile(string path, string? name = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new PictureInput(path, name ?? path);
    }

    /// <summary>A picture file's bytes.</summary>
    /// <param name="bytes">Not copied; not to be changed until there is an answer. None at all are a file that is no picture.</param>
    /// <param name="name">What its prediction is called.</param>
    /// <exception cref="ArgumentNullException">Something is null.</exception>
    public static PictureInput OfBytes(byte[] bytes, string name = "")
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return new PictureInput(bytes, name);
    }

    /// <summary>A stream of a picture file's bytes.</summary>
    /// <param name="stream">
    /// Read from where it stands to its end, whole into memory, so limit what strangers send. Left open, and read once: give it to one call.
    /// </param>
    /// <param name="name">What its prediction is called.</param>
    /// <exception cref="ArgumentNullException">Something is null.</exception>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    public static PictureInput OfStream(Stream stream, string name = "")
    {
        ArgumentNullException.ThrowIfNull(stream);
        return stream.CanRead
            ? new PictureInput(stream, name)
            : throw new ArgumentException("The stream cannot be read: it is closed, or for writing only.", nameof(stream));
    }

    /// <summary>A decoded picture.</summary>
    /// <param name="picture">Not copied; not to be changed until there is an answer.</param>
    /// <param name="name">What its prediction is called.</param>
    /// <exception cref="ArgumentNullException">Something is null.</exception>
    public static PictureInput OfPixels(PixelImage picture, string name = "")
    {
        ArgumentNullException.ThrowIfNull(picture);
        return new PictureInput(picture, name);
    }

    /// <summary>A picture that is not there, such as one that could not be downloaded: its prediction says why.</summary>
    /// <param name="name">What its prediction is called.</param>
    /// <param name="reason">In a few words.</param>
    internal static PictureInput Missing(string name, string reason) => new(new ImageFileException(reason), name);

    /// <summary>As <see cref="OfFile"/>.</summary>
    public static implicit operator PictureInput(string path) => OfFile(path);

    /// <summary>As <see cref="OfBytes"/>.</summary>
    public static implicit operator PictureInput(byte[] bytes) => OfBytes(bytes);

    /// <summary>As <see cref="OfStream"/>.</summary>
    public static implicit operator PictureInput(Stream stream) => OfStream(stream);

    /// <summary>As <see cref="OfPixels"/>.</summary>
    public static implicit operator PictureInput(PixelImage picture) => OfPixels(picture);

    /// <summary>The same with a stream read already, without holding a thread meanwhile.</summary>
    internal async ValueTask<PictureInput> FetchAsync(CancellationToken stop)
    {
        if (_content is not Stream stream)
            return this;
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, stop).ConfigureAwait(false);
        return new PictureInput(bytes.ToArray(), Name);
    }

    /// <summary>How one travels to another process: a file by its path, all else whole.</summary>
    internal static RankFormat<PictureInput> Format { get; } = new(
        (writer, picture) =>
        {
            writer.Write(picture.Name);
            RankFormats.Text.Write(writer, picture.Path);
            RankFormats.Text.Write(writer, (picture._content as ImageFileException)?.Reason);
            if (picture._content is PixelImage pixels)
                RankFormats.Bytes.Write(writer, ImageCodec.EncodePng(pixels));
            else if (picture._content is byte[] or Stream)
                RankFormats.Bytes.Write(writer, picture._content as byte[] ?? ReadWhole((Stream)picture._content));
        },
        reader =>
        {
            string name = reader.ReadString();
            (string? path, string? reason) = (RankFormats.Text.Read(reader), RankFormats.Text.Read(reader));
            return path is not null ? OfFile(path, name) : reason is not null ? Missing(name, reason) : OfBytes(RankFormats.Bytes.Read(reader), name);
        });

    /// <summary>The decoded picture.</summary>
    /// <exception cref="ImageFileException">No picture, damaged, or over the limit.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal PixelImage Decode(long pixelLimit, PictureOrientation orientation) => _content switch
    {
        string path => ImageCodec.Decode(path, pixelLimit, orientation),
        byte[] bytes => ImageCodec.Decode(bytes, pixelLimit, orientation),
        Stream stream => ImageCodec.Decode(ReadWhole(stream), pixelLimit, orientation),
        ImageFileException missing => throw missing,
        _ => (PixelImage)_content,
    };

    private static byte[] ReadWhole(Stream stream)
    {
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
