using Emblem.Foundation;
using Emblem.ModelFiles;
using static TorchSharp.torch;

namespace Emblem.Models;

/// <summary>How a file of weights compares with an architecture's body.</summary>
/// <param name="Architecture">The network.</param>
/// <param name="Entries">Entries of its body that a file must have.</param>
/// <param name="Missing">Those that the file lacks.</param>
/// <param name="Misshapen">Those that it has in another shape, with both shapes.</param>
/// <param name="Surplus">What the file has more in the body's own parts: a ResNet-34 holds all that a ResNet-18 does.</param>
/// <param name="Beside">What it has outside of the body; a classifier, as a rule.</param>
public sealed record ArchitectureFit(
    Architecture Architecture,
    int Entries,
    IReadOnlyList<string> Missing,
    IReadOnlyList<string> Misshapen,
    IReadOnlyList<string> Surplus,
    IReadOnlyList<string> Beside)
{
    /// <summary><inheritdoc cref="ArchitectureFit" path="/param[@name='Beside']/node()"/></summary>
    public IReadOnlyList<string> Beside { get; init => field = Listing.Of(value); } = Listing.Of(Beside);

    /// <summary><inheritdoc cref="ArchitectureFit" path="/param[@name='Misshapen']/node()"/></summary>
    public IReadOnlyList<string> Misshapen { get; init => field = Listing.Of(value); } = Listing.Of(Misshapen);

    /// <summary><inheritdoc cref="ArchitectureFit" path="/param[@name='Missing']/node()"/></summary>
    public IReadOnlyList<string> Missing { get; init => field = Listing.Of(value); } = Listing.Of(Missing);

    /// <summary><inheritdoc cref="ArchitectureFit" path="/param[@name='Surplus']/node()"/></summary>
    public IReadOnlyList<string> Surplus { get; init => field = Listing.Of(value); } = Listing.Of(Surplus);

    // A body without its classifier has at least half of the published parameters, and a saved model's own head is small beside it.
    private const double LargestRatio = 2;
    private const int ShownNames = 3;

    /// <summary>Whether the file holds this body and no other.</summary>
    public bool IsWhole => Missing.Count + Misshapen.Count + Surplus.Count == 0;

    /// <summary>
    /// Of the first entries that are missing, what the network expects and what comes nearest among the file's own, with shapes; at most a few.
    /// </summary>
    public IReadOnlyList<string> NearestNames { get; init => field = Listing.Of(value); } = Listing.Of<string>([]);

    /// <summary>Of the nearest architecture, why a file fits none.</summary>
    public string Described => Missing.Count == Entries
        ? $"a known architecture: not one entry has a name that they use{Pairs}"
        : $"a known architecture; nearest is {Architecture}: {Differences}";

    /// <summary>What keeps the file from fitting, in a few words; empty when it fits.</summary>
    public string Differences => string.Join("; ", new[]
    {
        Missing.Count == 0 ? null : $"{Missing.Count} of {Entries} entries are missing, the first {Missing[0]}",
        Misshapen.Count == 0 ? null : $"{Misshapen.Count} have another shape, the first {Misshapen[0]}",
        Surplus.Count == 0 ? null : $"{Surplus.Count} are too many, the first {Surplus[0]}",
    }.Where(part => part is not null)) + Pairs;

    private string Pairs => NearestNames.Count == 0 ? "" : $"; nearest names: {string.Join("; ", NearestNames)}";

    /// <summary>Compares names and shapes; reads no tensor.</summary>
    public static ArchitectureFit Of(Architecture architecture, WeightsFile file)
    {
        using FeatureExtractor body = architecture.CreateBody();
        Dictionary<string, Tensor> wanted = body.state_dict();
        string[] needed = [.. wanted.Keys.Where(name => !StateDictionary.IsOptional(name))];
        string[] missing = [.. needed.Where(name => file.Find(name) is null)];
        HashSet<string> parts = [.. wanted.Keys.Select(Part)];
        TensorEntry[] unused = [.. file.Entries.Where(entry => !wanted.ContainsKey(entry.Name) && !StateDictionary.IsOptional(entry.Name) && entry.Name != KnownFeatures.TensorName)];
        ILookup<bool, string> others = unused.ToLookup(entry => parts.Contains(Part(entry.Name)), entry => WeightsPart.Plain(entry.Name));
        return new ArchitectureFit(
            architecture,
            needed.Length,
            missing,
            [
                .. wanted.Where(entry => file.Find(entry.Key) is { } found && !found.Shape.SequenceEqual(entry.Value.shape))
                    .Select(entry => $"{entry.Key} [{string.Join(", ", file.Find(entry.Key)!.Shape)}] instead of [{string.Join(", ", entry.Value.shape)}]"),
            ],
            [.. others[true]],
            [.. others[false]])
        {
            NearestNames =
            [
                .. missing.Take(ShownNames).Select(name => NearestEntry.Describe(name, wanted[name].shape, unused, file)).OfType<string>(),
            ],
        };
    }

    /// <summary>The architecture that a file fits; where it fits none, the nearest.</summary>
    public static ArchitectureFit Nearest(WeightsFile file)
    {
        // Making a large network to compare with takes a second: those of about the file's size are enough, the likeliest first. Heads and
        // projections may be larger than the body: where its children are named as we know them, they alone count, and only their family.
        NetworkFamily? family = NetworkFamily.Of([.. file.Entries.Select(entry => entry.Name)]);
        long size = file.Entries.Where(entry => family?.Has(entry.Name) ?? true).Sum(entry => TensorTypes.CountOf(entry.Shape));
        Architecture[] ordered = [.. Architectures.All.Where(candidate => family?.Has(candidate) ?? true).OrderBy(RatioTo)];
        var compared = new List<ArchitectureFit>();
        foreach (Architecture candidate in ordered.TakeWhile(candidate => candidate == ordered[0] || RatioTo(candidate) <= LargestRatio))
        {
            var fit = Of(candidate, file);
            if (fit.IsWhole)
                return fit;
            compared.Add(fit);
        }

        return compared.MinBy(fit => fit.Missing.Count + fit.Misshapen.Count + fit.Surplus.Count)!;

        double RatioTo(Architecture candidate) => Ratio(family is null ? candidate.Parameters : candidate.BodyParameters, size);
    }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);

    /// <summary>How many times larger one is than the other.</summary>
    private static double Ratio(long one, long other) => Math.Max((double)one / Math.Max(other, 1), (double)other / one);

    private static string Part(string name) => name.Split('.')[0];
}
