using Emblem.Cluster;

namespace Emblem.Benchmarks.Ranked;

/// <summary>A rank without others: what sharing costs besides the exchange.</summary>
internal sealed unsafe class LoneLink : IRankLink
{
    public int Rank => 0;

    public int Count => 1;

    public string Name => "nobody";

    public IRankRequest Sum(float* values, int count) => new Ended();

    public IRankRequest Sum(double* values, int count) => new Ended();

    public IRankRequest Gather(byte* given, byte* all, IReadOnlyList<int> counts)
    {
        new ReadOnlySpan<byte>(given, counts[0]).CopyTo(new Span<byte>(all, counts[0]));
        return new Ended();
    }

    public IRankRequest Broadcast(byte* values, int count, int from) => new Ended();

    public void Abort(int code) => Environment.Exit(code);

    public void Dispose()
    {
    }

    private sealed class Ended : IRankRequest
    {
        public bool Poll() => true;
    }
}
