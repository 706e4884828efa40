using System.Buffers.Binary;
using System.Globalization;
using Emblem.Foundation;
using Emblem.ModelFiles;
using Microsoft.Win32.SafeHandles;

namespace Emblem.Training.Checkpoints;

/// <summary>
/// Where a training keeps its checkpoints: the newest two, each a whole file that checks itself, of about three times the size of the
/// weights. When the newest is damaged the one before it serves.
/// </summary>
/// <param name="path">The folder, for one training alone; made when the first checkpoint is saved.</param>
public sealed class CheckpointFolder(string path)
{
    private const string Prefix = "checkpoint-";
    private const string Extension = ".safetensors";

    // The newest and the one before it, both known to be whole.
    private string[] _whole = [];

    /// <summary>The folder.</summary>
    public string Path => path;

    /// <summary>How much training may be lost at most: within an epoch a checkpoint is saved after the first batch that ends later. Five minutes by default.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether it is only read: of several processes that train together one saves for all.</summary>
    internal bool IsReadOnly { get; init; }

    /// <summary>What is there of it, half-written files too; all else in the folder is somebody's own.</summary>
    internal IReadOnlyList<string> Files => [.. FindAll().Append(CountFile).Where(File.Exists)];

    private string CountFile => System.IO.Path.Combine(path, "batches-done");

    /// <summary>Removes all checkpoints, for a training that begins anew.</summary>
    internal void Clear()
    {
        foreach (string file in Files)
            File.Delete(file);
        _whole = [];
    }

    /// <summary>Saves one more, and then removes what is older than the one before it.</summary>
    /// <param name="write">Gets the path to write to, atomically.</param>
    internal void Save(Action<string> write)
    {
        int number = Find().Select(NumberOf).DefaultIfEmpty(0).Max() + 1;
        string file = System.IO.Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number:D6}{Extension}"));
        write(file);
        _whole = [.. _whole.TakeLast(1), file];

        foreach (string old in FindAll().Except(_whole))
            File.Delete(old);
    }

    /// <summary>The newest one that is whole, or null when there is none at all.</summary>
    /// <param name="warn">Told of each damaged one.</param>
    /// <exception cref="EmblemException">There are some, and all are damaged.</exception>
    internal SafetensorsFile? OpenNewest(Action<string> warn)
    {
        string[] files = [.. Find().OrderByDescending(NumberOf)];
        foreach (string file in files)
        {
            try
            {
                SafetensorsFile opened = CheckpointFile.Open(file);
                _whole = [file];
                return opened;
            }
            catch (ModelFileException fault)
            {
                warn(fault.Message);
            }
        }

        return files.Length == 0 ? null : throw new EmblemException(
            $"Every checkpoint in {path} is damaged ({string.Join(", ", files.Select(System.IO.Path.GetFileName))}), so the training cannot go on from there. "
            + "Copy the folder again from where it was whole, or remove it to train from the beginning.");
    }

    /// <summary>Writes down how many batches of the training are done. One small write, not flushed: it outlives the process, not the machine.</summary>
    internal void NoteBatches(int done)
    {
        Directory.CreateDirectory(path);
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, done);
        using SafeFileHandle file = File.OpenHandle(CountFile, FileMode.OpenOrCreate, FileAccess.Write);
        RandomAccess.Write(file, bytes, 0);
    }

    /// <summary>What <see cref="NoteBatches"/> wrote last; 0 when nothing did.</summary>
    internal int ReadBatches() => File.Exists(CountFile) && File.ReadAllBytes(CountFile) is { Length: sizeof(int) } bytes
        ? BinaryPrimitives.ReadInt32LittleEndian(bytes)
        : 0;

    /// <inheritdoc/>
    public override string ToString() => path;

    /// <summary>Checkpoints, and what was still being written when a process was killed.</summary>
    private string[] FindAll() => Directory.Exists(path) ? [.. Directory.GetFiles(path, $"{Prefix}*").Where(file => NumberOf(file) > 0)] : [];

    private IEnumerable<string> Find() => FindAll().Where(file => file.EndsWith(Extension, StringComparison.Ordinal));

    /// <summary>From 1; 0 for a file of another kind.</summary>
    private static int NumberOf(string file)
    {
        string[] parts = System.IO.Path.GetFileName(file)[Prefix.Length..].Split('.', 2);
        bool isOwn = parts is [_, "safetensors"] || (parts.Length == 2 && parts[1].StartsWith("safetensors.", StringComparison.Ordinal) && parts[1].EndsWith(AtomicFile.TemporaryExtension, StringComparison.Ordinal));
        return isOwn && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
    }
}
