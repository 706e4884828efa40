using Emblem.Acquisition;
using Emblem.Projects;

namespace Emblem.Studio.Collect;

/// <summary>How a gathering goes: counts by class and host, made of its events. Written by one thread at a time, read by any.</summary>
public sealed class CollectProgress
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Tally> _classes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Tally> _hosts = new(StringComparer.Ordinal);

    /// <summary>What is being done.</summary>
    public CollectStage Stage { get; private set; }

    /// <summary>How much of the stage is done, where it is one for all classes.</summary>
    public (int Done, int Total) Step { get; private set; }

    /// <summary>In the order in which they were begun.</summary>
    public IReadOnlyList<Tally> Classes => Copy(_classes);

    /// <summary>Those that were asked most first.</summary>
    public IReadOnlyList<Tally> Hosts => [.. Copy(_hosts).OrderByDescending(host => host.Done).ThenBy(host => host.Name, StringComparer.Ordinal)];

    public void Take(GatheringEvent happened)
    {
        lock (_gate)
        {
            switch (happened)
            {
                case ClassBegun begun:
                    (Stage, _classes[begun.Class]) = (CollectStage.Fetching, new Tally(begun.Class, 0, 0, begun.Addresses));
                    break;
                case AddressDone one:
                    bool hasFailed = one.Record.Outcome != DownloadOutcome.Downloaded;
                    _classes[one.Class] = _classes[one.Class].And(hasFailed);
                    if (!one.WasThere)
                        _hosts[one.Host] = _hosts.GetValueOrDefault(one.Host, new Tally(one.Host, 0, 0, null)).And(hasFailed);
                    break;
                case VerificationAdvanced { Step: var step }:
                    (Stage, Step) = (CollectStage.Verifying, (step.Done, step.Total ?? 0));
                    break;
                case DuplicateSearchAdvanced { Step: var step }:
                    (Stage, Step) = (CollectStage.Comparing, (step.Done, step.Total ?? 0));
                    break;
                case DuplicatesFound:
                    Stage = CollectStage.Done;
                    break;
            }
        }
    }

    private Tally[] Copy(Dictionary<string, Tally> tallies)
    {
        lock (_gate)
            return [.. tallies.Values];
    }

    /// <summary>Addresses of a class or a host.</summary>
    /// <param name="Name">Whose.</param>
    /// <param name="Done">Whose end is known.</param>
    /// <param name="Failed">Of those, without a picture.</param>
    /// <param name="Total">All; null where that is not known.</param>
    public sealed record Tally(string Name, int Done, int Failed, int? Total)
    {
        public Tally And(bool hasFailed) => this with { Done = Done + 1, Failed = Failed + (hasFailed ? 1 : 0) };
    }
}

/// <summary>What a gathering is at.</summary>
public enum CollectStage
{
    Beginning,
    Fetching,
    Verifying,
    Comparing,
    Done,
}
