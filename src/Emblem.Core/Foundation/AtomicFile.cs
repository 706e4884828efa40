namespace Emblem.Foundation;

/// <summary>
/// Writes a file so that its name only ever holds a complete one: a temporary name beside it, flushed to the disk, then moved.
/// Whatever stops the writing, nothing half-written stays under the final name. Of several writers of one file, in one process or many, each has a
/// temporary name of its own, and the last to end gives the content.
/// </summary>
internal static class AtomicFile
{
    /// <summary>The ending of files that are still being written. A leftover means that a run was killed, never a result.</summary>
    public const string TemporaryExtension = ".partial";

    // Of a file that is swept: small ones take milliseconds.
    private static readonly TimeSpan WritingTakes = TimeSpan.FromMinutes(1);

    public static void Write(string path, Action<Stream> write)
    {
        string temporary = TemporaryName(path);

        // Not in what follows: a file that is there already is another's, and none of ours to delete.
        FileStream created = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        try
        {
            using (FileStream stream = created)
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    public static void WriteText(string path, Action<TextWriter> write) => Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        write(writer);
    });

    public static void WriteBytes(string path, ReadOnlySpan<byte> bytes)
    {
        byte[] copy = bytes.ToArray();
        Write(path, stream => stream.Write(copy));
    }

    /// <summary>
    /// Deletes what killed writers left in a folder where several processes write without a lock. One that writes now holds its file, and has begun it a moment ago: either
    /// is enough to be left alone.
    /// </summary>
    public static void Sweep(string folder)
    {
        DateTime since = TimeProvider.System.GetUtcNow().UtcDateTime - WritingTakes;
        foreach (string leftover in Directory.EnumerateFiles(folder, $"*{TemporaryExtension}").Where(file => File.GetLastWriteTimeUtc(file) < since))
        {
            try
            {
                new FileStream(leftover, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose).Dispose();
            }
            catch (Exception held) when (held is IOException or UnauthorizedAccessException)
            {
                // Somebody writes it, or it is gone already.
            }
        }
    }

    /// <summary>A name in the same folder, so that the move stays within one file system.</summary>
    private static string TemporaryName(string path)
    {
        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        return $"{full}.{Path.GetRandomFileName()}{TemporaryExtension}";
    }
}
