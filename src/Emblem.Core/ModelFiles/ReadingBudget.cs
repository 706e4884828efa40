namespace Emblem.ModelFiles;

/// <summary>
/// What opening one file may cost. A few bytes can ask for gigabytes, so whoever makes an object on a file's word pays for it here first,
/// and a file that asks for more than its own size and a fixed allowance is refused before the memory is taken.
/// </summary>
internal sealed class ReadingBudget(long fileLength)
{
    private const long Allowance = 8 << 20;
    private const int MostTensors = 1_000_000;
    private long _left = fileLength + Allowance;

    /// <summary>How many tensors the file has described so far, right or wrong.</summary>
    public int Tensors { get; private set; }

    /// <summary>Pays for objects of about that many bytes.</summary>
    /// <exception cref="FormatFault">The budget is used up.</exception>
    public void Charge(long bytes)
    {
        _left -= bytes;
        if (_left < 0)
            throw new FormatFault($"it describes more objects than a file of {fileLength} bytes should need, up to {(fileLength + Allowance) >> 20} MB");
    }

    /// <summary>Counts a tensor before it is looked at.</summary>
    /// <exception cref="FormatFault">There are more than any network has.</exception>
    public void CountTensor()
    {
        if (++Tensors > MostTensors)
            throw new FormatFault($"it describes more than {MostTensors} tensors");
    }
}
