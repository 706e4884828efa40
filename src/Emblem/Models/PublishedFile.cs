using Emblem.Foundation;

namespace Emblem.Models;

/// <summary>One file of published weights: where it lies and how it is known to be whole.</summary>
/// <param name="Name">The name under which it is kept, for example <c>resnet34-b627a593.pth</c>.</param>
/// <param name="Address">On the official host, at a pinned revision where the host has revisions.</param>
/// <param name="Sha256">All 64 hexadecimal digits, or the first eight where the publisher gives no more (in the file's name).</param>
/// <param name="Megabytes">About its size, in 10⁶ bytes.</param>
public sealed record PublishedFile(string Name, Uri Address, string Sha256, double Megabytes)
{
    private const int PrefixLength = 8;

    /// <summary>Hashes of other files with the same network under the same names, which a mirror may hold instead.</summary>
    public IReadOnlyList<string> EqualCopies { get; init => field = Listing.Of(value); } = Listing.Of<string>([]);

    /// <summary>Whether the name itself says the hash, as torchvision's do: such a file can be checked wherever it is found.</summary>
    public bool NameCarriesHash => Name.Contains(Sha256[..PrefixLength], StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a file with this sha256 (64 digits) is this one or an equal copy.</summary>
    public bool Accepts(string sha256) =>
        sha256.StartsWith(Sha256, StringComparison.OrdinalIgnoreCase) || EqualCopies.Contains(sha256, StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
