namespace Emblem.Foundation;

/// <summary>A native library that Emblem needs is not there, or does not load on this system; the message names the package to add.</summary>
public sealed class NativesMissingException : EmblemException
{
    /// <summary>Creates the error from its complete message and the fault that led to it.</summary>
    public NativesMissingException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
