namespace Emblem.Foundation;

/// <summary>How much a cache holds.</summary>
/// <param name="Files">Their number.</param>
/// <param name="Bytes">Their lengths together.</param>
public readonly record struct CacheSize(int Files, long Bytes)
{
    /// <summary>Both together.</summary>
    public static CacheSize operator +(CacheSize left, CacheSize right) => new(left.Files + right.Files, left.Bytes + right.Bytes);

    internal static CacheSize Of(IReadOnlyCollection<FileInfo> files) => new(files.Count, files.Sum(file => file.Length));
}
