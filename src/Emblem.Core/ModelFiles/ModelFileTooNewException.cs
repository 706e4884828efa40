namespace Emblem.ModelFiles;

/// <summary>A whole model file of a later format than this version of Emblem reads: update Emblem.</summary>
public sealed class ModelFileTooNewException : ModelFileException
{
    /// <summary>Creates the error from its complete message.</summary>
    public ModelFileTooNewException(string message)
        : base(message)
    {
    }
}
