using System.Net;

namespace Emblem.Models;

/// <summary>An attempt to fetch weights that ended early.</summary>
/// <param name="reason">In a few words.</param>
/// <param name="retry">Whether another attempt may help.</param>
/// <param name="cause">The fault below, or null.</param>
internal sealed class TransferFault(string reason, bool retry, Exception? cause = null) : Exception(reason, cause)
{
    public bool Retry => retry;

    /// <summary>The server's answer, or null where none came.</summary>
    public HttpStatusCode? Status { get; init; }
}
