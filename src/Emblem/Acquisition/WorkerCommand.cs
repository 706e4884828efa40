using Emblem.Foundation;

namespace Emblem.Acquisition;

/// <summary>
/// A program that decodes untrusted files for a verification: one that calls <see cref="DecodeWorker.Run"/> and ends when that returns, for
/// example <c>new WorkerCommand("emblem", "decode-worker")</c>. What one of its processes does to itself costs the one file that it was at:
/// that file is refused with the reason, and a fresh process goes on with the rest.
/// </summary>
/// <param name="FileName">The executable, found on the path or given in full.</param>
/// <param name="Arguments">Its arguments, unquoted.</param>
public sealed record WorkerCommand(string FileName, params IReadOnlyList<string> Arguments)
{
    /// <summary><inheritdoc cref="WorkerCommand" path="/param[@name='Arguments']/node()"/></summary>
    public IReadOnlyList<string> Arguments { get; init => field = Listing.Of(value); } = Listing.Of(Arguments);

    /// <summary>Time for one file, after which its process is ended; one minute by default.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Bytes of physical memory for one process; 1,000 million by default. It is looked at 40 times a second, so that a file that allocates
    /// as fast as it can is caught a little above.
    /// </summary>
    public long MemoryLimit { get; init; } = 1_000_000_000;

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
