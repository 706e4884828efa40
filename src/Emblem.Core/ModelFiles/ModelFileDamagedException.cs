namespace Emblem.ModelFiles;

/// <summary>A model file that is cut short, or whose content is not what its own header says: copy or download it again.</summary>
public sealed class ModelFileDamagedException : ModelFileException
{
    /// <summary>Creates the error from its complete message.</summary>
    public ModelFileDamagedException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
