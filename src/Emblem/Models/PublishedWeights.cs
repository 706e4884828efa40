using Emblem.Foundation;

namespace Emblem.Models;

/// <summary>
/// One row of the catalogue of published ImageNet weights. Every row has a hash: what cannot be checked is not in the catalogue.
/// </summary>
/// <param name="Name">The architecture's name for its usual weights, else as timm writes it, for example <c>resnet50.tv2_in1k</c>.</param>
/// <param name="ArchitectureName">The network, as <see cref="Architectures"/> names it.</param>
/// <param name="Source">Who trained them and where that is told.</param>
/// <param name="Files">The same weights as they are published; the first is the one to download.</param>
public sealed record PublishedWeights(string Name, string ArchitectureName, string Source, IReadOnlyList<PublishedFile> Files)
{
    /// <summary><inheritdoc cref="PublishedWeights" path="/param[@name='Files']/node()"/></summary>
    public IReadOnlyList<PublishedFile> Files { get; init => field = Listing.Of(value); } = Listing.Of(Files);

    /// <summary>Other names for the same weights, for example <c>resnet50-v2</c>.</summary>
    public IReadOnlyList<string> Aliases { get; init => field = Listing.Of(value); } = Listing.Of<string>([]);

    /// <summary>All rows whose network this version has, in the order of <see cref="Architectures.All"/>.</summary>
    public static IReadOnlyList<PublishedWeights> All { get; } = Listing.Of<PublishedWeights>(
        [.. Architectures.All.SelectMany(known => PublishedCatalogue.Rows.Where(row => row.ArchitectureName == known.Name))]);

    /// <summary>The file to download.</summary>
    public PublishedFile File => Files[0];

    /// <summary>The network; its <see cref="Architecture.Preprocessing"/> is what these weights were trained with.</summary>
    public Architecture Architecture => Architectures.Find(ArchitectureName);

    /// <summary>Whether these are what the architecture's own name stands for.</summary>
    public bool IsDefault => Name == ArchitectureName;

    /// <summary>The row of that name or alias, ignoring case, or null.</summary>
    public static PublishedWeights? TryFind(string name) => All.FirstOrDefault(row => row.IsCalled(name));

    /// <summary>The row of that name or alias, ignoring case.</summary>
    /// <exception cref="EmblemException">No such name; the message gives the nearest and lists those there are.</exception>
    public static PublishedWeights Find(string name) => TryFind(name) ?? throw new EmblemException(
        $"There are no published weights '{name}'. The nearest are {NearestName.To(name, All.Select(row => row.Name))}. Known: {string.Join(", ", All.Select(row => row.Name))}.");

    /// <summary>An architecture's usual weights, or null where none are published.</summary>
    public static PublishedWeights? For(Architecture architecture) => All.FirstOrDefault(row => row.Name == architecture.Name);

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private bool IsCalled(string name) =>
        (IsDefault ? Aliases.Concat(Architecture.Aliases) : Aliases).Prepend(Name).Contains(name, StringComparer.OrdinalIgnoreCase);
}
