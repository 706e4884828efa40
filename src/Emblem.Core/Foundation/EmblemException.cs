namespace Emblem.Foundation;

/// <summary>
/// An error that the user can act on. The message says what was received, what was expected and what to do next,
/// so a command prints it alone, without a stack trace.
/// </summary>
public class EmblemException : Exception
{
    /// <summary>Creates the error from its complete message.</summary>
    public EmblemException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the error from its complete message and the fault that led to it.</summary>
    public EmblemException(string message, Exception? cause)
        : base(message, cause)
    {
    }
}
