namespace Emblem.Data;

/// <summary>What tells, without reading a file, that it is still the one that was decoded.</summary>
/// <param name="Length">In bytes.</param>
/// <param name="Ticks">When it was last written, UTC.</param>
internal readonly record struct FileStamp(long Length, long Ticks)
{
    /// <summary>The stamp now of the file, or of that which a link leads to; null when there is none.</summary>
    public static FileStamp? Of(FileInfo file)
    {
        // The object keeps what it saw when it was asked first.
        file.Refresh();
        if (!file.Exists)
            return null;

        // What is known of a link is not known of the picture.
        if (file.Attributes.HasFlag(FileAttributes.ReparsePoint) && file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target)
            return Of(target);
        return new FileStamp(file.Length, file.LastWriteTimeUtc.Ticks);
    }
}
