using Emblem.Foundation;

namespace Emblem.Duplicates;

/// <summary>Files that hold one picture, each a duplicate of at least one other of them.</summary>
public sealed record DuplicateGroup
{
    /// <summary>Gathers a group.</summary>
    /// <param name="names">At least two paths, in ordinal order.</param>
    /// <param name="pairs">The pairs that hold them together.</param>
    public DuplicateGroup(IReadOnlyList<string> names, IReadOnlyList<DuplicatePair> pairs)
    {
        PictureOrigin[] origins = [.. names.Select(PictureOrigin.Of)];
        (Names, Pairs) = (names, pairs);
        Classes = [.. origins.Select(origin => origin.Class).Distinct().Order(StringComparer.Ordinal)];
        Sets = [.. origins.Select(origin => origin.Set).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Paths below the folder, in ordinal order.</summary>
    public IReadOnlyList<string> Names { get; private init => field = Listing.Of(value); }

    /// <summary>The pairs among them that were found.</summary>
    public IReadOnlyList<DuplicatePair> Pairs { get; private init => field = Listing.Of(value); }

    /// <summary>The classes of its files, in ordinal order; more than one is a conflict of labels.</summary>
    public IReadOnlyList<string> Classes { get; private init => field = Listing.Of(value); }

    /// <summary>Those of <c>test</c>, <c>train</c> and <c>valid</c> that its files lie in; more than one is a leak.</summary>
    public IReadOnlyList<string> Sets { get; private init => field = Listing.Of(value); }

    /// <summary>One picture under two labels: at least one of them is wrong.</summary>
    public bool IsConflict => Classes.Count > 1;

    /// <summary>One picture on both sides of a split: a score on it says nothing.</summary>
    public bool IsLeak => Sets.Count > 1;

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
