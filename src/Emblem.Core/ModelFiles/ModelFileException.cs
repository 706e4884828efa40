using Emblem.Foundation;

namespace Emblem.ModelFiles;

/// <summary>A model file that is damaged, not what its name says, or made for something else; the message names the file.</summary>
public sealed class ModelFileException : EmblemException
{
    /// <summary>Creates the error from its complete message.</summary>
    public ModelFileException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
