using System.Text;
using Emblem.Foundation;

namespace Emblem.Runs;

/// <summary>Reads a file of <see cref="RunEventLine"/>s that may still be written: each call gives what has come since the one before. Not for several threads at once.</summary>
/// <param name="path">The file; one that is missing has no lines yet.</param>
public sealed class RunEventReader(string path)
{
    private long _read;

    /// <summary>The whole lines that are new. A line that is not finished waits for the next call; one that a killed process left torn is passed over.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public IReadOnlyList<RunEventLine> ReadNew()
    {
        if (!File.Exists(path))
            return Listing.Of<RunEventLine>([]);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

        // Shorter than what was read: another file of that name.
        if (file.Length < _read)
            _read = 0;
        file.Seek(_read, SeekOrigin.Begin);
        var bytes = new byte[file.Length - _read];
        int length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        int whole = bytes.AsSpan(0, length).LastIndexOf((byte)'\n') + 1;
        _read += whole;
        return Listing.Of<RunEventLine>([.. Encoding.UTF8.GetString(bytes, 0, whole).Split('\n').Where(line => line.Length > 0).Select(RunEventLine.Parse).OfType<RunEventLine>()]);
    }

    /// <inheritdoc/>
    public override string ToString() => path;
}
