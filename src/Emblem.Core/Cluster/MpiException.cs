using Emblem.Foundation;

namespace Emblem.Cluster;

/// <summary>MPI is not there, or refused something: the message says what, and what to do.</summary>
public sealed class MpiException : EmblemException
{
    internal MpiException(string message)
        : base(message)
    {
    }
}
