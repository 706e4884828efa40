namespace Emblem.ModelFiles.PyTorch;

/// <summary>A run of bytes in the file that tensors look at. In the older container its place is known only after the pickle is read.</summary>
/// <param name="key">What the pickle calls it.</param>
/// <param name="count">Elements, by the pickle.</param>
/// <param name="elementSize">Bytes of one.</param>
internal sealed class Storage(string key, long count, int elementSize)
{
    public string Key => key;

    /// <summary>In elements, as the pickle counts them.</summary>
    public long Count => count;

    /// <summary>In bytes.</summary>
    public long Length => count * elementSize;

    /// <summary>Of the first byte, in the file.</summary>
    public long Position { get; set; }
}
