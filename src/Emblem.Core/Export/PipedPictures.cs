using System.Text;
using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Export;

/// <summary>What comes through a pipe: a picture, or names of files.</summary>
internal sealed class PipedPictures
{
    /// <summary>What a picture without a name is called, as it was asked for.</summary>
    public const string Name = "-";

    private const int Ahead = 1 << 16;

    // No file system has longer names.
    private const int LongestName = 1 << 16;

    private readonly Stream _input;
    private readonly byte[] _first;

    /// <summary>Reads the beginning.</summary>
    /// <exception cref="EmblemException">There is none.</exception>
    public PipedPictures(Stream input)
    {
        _input = input;
        var first = new byte[Ahead];
        int count = input.ReadAtLeast(first, ImageSniffer.BytesNeeded, throwOnEndOfStream: false);
        _first = first[..count];
        if (count == 0)
            throw new EmblemException("Nothing came through the pipe. Pipe a picture, or names of files: find photos -name '*.jpg' | emblem predict MODEL -");
    }

    /// <summary>Whether it begins as a picture.</summary>
    public bool IsPicture => ImageCodec.CanDecode(ImageSniffer.Identify(_first.AsSpan(0, Math.Min(_first.Length, ImageSniffer.BytesNeeded))));

    /// <summary>All bytes.</summary>
    public byte[] ReadAll()
    {
        using var bytes = new MemoryStream();
        bytes.Write(_first);
        _input.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>The names, as they come.</summary>
    /// <exception cref="EmblemException">One is longer than any file's.</exception>
    public IEnumerable<string> Names()
    {
        byte end = _first.Contains((byte)0) ? (byte)0 : (byte)'\n';
        using var name = new MemoryStream();
        for (byte[] part = _first; part.Length > 0; part = Next())
        {
            foreach (byte one in part)
            {
                if (one != end)
                    name.WriteByte(one);
                else
                    yield return Take(name);
            }

            if (name.Length > LongestName)
                throw new EmblemException($"What came through the pipe is neither a picture nor names of files, a line each: {name.Length} bytes without an end of line.");
        }

        yield return Take(name);
    }

    private static string Take(MemoryStream name)
    {
        string text = Encoding.UTF8.GetString(name.GetBuffer(), 0, (int)name.Length).TrimEnd('\r').TrimStart('\uFEFF');
        name.SetLength(0);
        return text;
    }

    private byte[] Next()
    {
        var part = new byte[Ahead];
        return part[.._input.Read(part)];
    }
}
