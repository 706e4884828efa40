using System.Text.Json;

namespace Emblem.Benchmarks.Trials;

/// <summary>
/// Trials that were made, one JSON object a line in a file. Hours of them survive being stopped: what the file has is not run again.
/// </summary>
/// <param name="path">The file; made when it is not there.</param>
internal sealed class TrialLog(string path)
{
    private readonly List<TrialResult> _made = [.. File.Exists(path) ? File.ReadLines(path).Select(line => JsonSerializer.Deserialize<TrialResult>(line)!) : []];

    /// <summary>Of one set and variant, one a seed, in their order.</summary>
    public IReadOnlyList<TrialResult> Of(string set, string variant) =>
    [
        .. _made.Where(made => made.Set == set && made.Variant == variant).GroupBy(made => made.Seed)
            .Select(seed => TrialResult.Together([.. seed])).OrderBy(made => made.Seed),
    ];

    /// <summary>Makes a trial unless it was made.</summary>
    public async Task MakeAsync(string set, string variant, int seed, Func<Task<TrialResult>> make, int part = 0)
    {
        if (_made.Any(made => (made.Set, made.Variant, made.Seed, made.Part) == (set, variant, seed, part)))
            return;
        TrialResult result = await make();
        _made.Add(result);
        await File.AppendAllTextAsync(path, JsonSerializer.Serialize(result) + "\n");
        await Console.Error.WriteLineAsync(result.ToString());
    }

    /// <summary>Runs a trial unless it was made.</summary>
    public Task MakeAsync(Trial trial) => MakeAsync(trial.Set.Name, trial.Variant, trial.Seed, trial.RunAsync);
}
