namespace Emblem.Serving;

/// <summary>A request that gets no answer, and the sentence that says why.</summary>
/// <param name="status">The status of the response.</param>
/// <param name="message">What was received, what was expected, what to do.</param>
internal sealed class RefusedRequestException(int status, string message) : Exception(message)
{
    public int Status => status;
}
