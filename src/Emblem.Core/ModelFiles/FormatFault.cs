namespace Emblem.ModelFiles;

/// <summary>
/// What is wrong inside a file, said by code that knows the format and not the path. <see cref="In"/> makes the user's error of it.
/// </summary>
internal sealed class FormatFault(string cause, string? advice = null) : FormatException(cause)
{
    private const string CopyAgain = "Copy or download the file again; if it stays so, save it anew where it came from.";

    /// <summary>Without advice of its own it is a contradiction in the file, which is damage.</summary>
    public ModelFileException In(string path, string expected)
    {
        string message = $"{path} is not {expected}: {Message}. {advice ?? CopyAgain}";
        return advice is null ? new ModelFileDamagedException(message, this) : new ModelFileException(message, this);
    }
}
