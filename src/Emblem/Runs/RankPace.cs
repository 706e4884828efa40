using System.Diagnostics;
using Emblem.Cluster;
using Emblem.Training;
using Emblem.Training.Callbacks;

namespace Emblem.Runs;

/// <summary>Tells after each epoch how long each rank computes for a step, waiting left out: all go at the pace of the slowest.</summary>
internal sealed class RankPace(Ranks ranks, RunTeller teller) : Callback
{
    // Less is what neighbours on one machine do to each other.
    private const double Slow = 1.3;

    private long _began;
    private TimeSpan _waited;
    private int _batches;
    private bool _isTold;

    public override void OnEpochStart(FitContext fit) => (_began, _waited, _batches) = (Stopwatch.GetTimestamp(), ranks.Waited, 0);

    public override void OnBatchEnd(FitContext fit, BatchRecord batch) => _batches++;

    public override void OnEpochTrained(FitContext fit)
    {
        double[] seconds = new double[ranks.Count];
        seconds[ranks.Rank] = (Stopwatch.GetElapsedTime(_began) - (ranks.Waited - _waited)).TotalSeconds / Math.Max(1, _batches);
        ranks.Sum(seconds);
        var paced = new RanksPaced(seconds);
        teller.Tell(paced);
        int slowest = Array.IndexOf(seconds, seconds.Max());
        double usual = seconds.Order().ElementAt((seconds.Length - 1) / 2);
        if (_isTold || seconds[slowest] < Slow * usual)
            return;
        _isTold = true;
        teller.Warn($"Rank {slowest} on {ranks.Hosts[slowest]} takes {seconds[slowest]:0.00} s for its part of a step, others {usual:0.00} s: all wait for it.");
    }
}
