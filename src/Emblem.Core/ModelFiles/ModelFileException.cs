using Emblem.Foundation;

namespace Emblem.ModelFiles;

/// <summary>
/// A model file that cannot be used: of another kind, or made for something else; the message names the file. Where it is certain which,
/// <see cref="ModelFileDamagedException"/> or <see cref="ModelFileTooNewException"/>.
/// </summary>
public class ModelFileException : EmblemException
{
    /// <summary>Creates the error from its complete message.</summary>
    public ModelFileException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
