using Emblem.Foundation;

namespace Emblem.Compute;

/// <summary>A device was asked for that cannot be used here: its natives, its driver or the card itself is missing; the message says which.</summary>
public sealed class DeviceUnavailableException : EmblemException
{
    /// <summary>Creates the error from its complete message.</summary>
    public DeviceUnavailableException(string message)
        : base(message)
    {
    }
}
