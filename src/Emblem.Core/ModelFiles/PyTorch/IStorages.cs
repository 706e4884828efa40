namespace Emblem.ModelFiles.PyTorch;

/// <summary>The storages of a container.</summary>
internal interface IStorages
{
    /// <summary>The storage of that key.</summary>
    /// <param name="key">From the pickle.</param>
    /// <param name="count">The elements that the pickle gives it.</param>
    /// <param name="elementSize">Bytes of one; their product fits a long.</param>
    /// <exception cref="FormatFault">There is none, or it has another length.</exception>
    Storage Find(string key, long count, int elementSize);
}
