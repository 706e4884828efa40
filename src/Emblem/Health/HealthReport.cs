using Emblem.Foundation;

namespace Emblem.Health;

/// <summary>The state of a set of pictures. Equal files give equal reports, whatever the number of workers.</summary>
public sealed record HealthReport
{
    /// <summary>The thresholds that were used.</summary>
    public required HealthOptions Options { get; init; }

    /// <summary>In the order of the classes.</summary>
    public required IReadOnlyList<ClassHealth> Classes { get; init => field = Listing.Of(value); }

    /// <summary>Every picture that can be read, in the order of the set.</summary>
    public required IReadOnlyList<PictureHealth> Pictures { get; init => field = Listing.Of(value); }

    /// <summary>Files that cannot be read, in the order of the set.</summary>
    public required IReadOnlyList<BrokenPicture> Broken { get; init => field = Listing.Of(value); }

    /// <summary>In the order of the pictures, then of <see cref="HealthIssue"/>; a picture may have several.</summary>
    public required IReadOnlyList<HealthFinding> Findings { get; init => field = Listing.Of(value); }

    /// <summary>The largest class's pictures over the smallest's, at least 1; null with one class, or where one has no readable picture.</summary>
    public double? Imbalance => Classes.Count > 1 && Classes.All(found => found.Count > 0)
        ? (double)Classes.Max(found => found.Count) / Classes.Min(found => found.Count)
        : null;

    /// <summary>The largest class's share of all pictures: the accuracy of a model that always answers it. 0 without pictures.</summary>
    public double LargestShare => Pictures.Count == 0 ? 0 : (double)Classes.Max(found => found.Count) / Pictures.Count;

    /// <summary>What to do, a sentence each; one that says so where nothing stands out.</summary>
    public IReadOnlyList<string> Advice => Listing.Of(HealthAdvice.For(this));

    /// <inheritdoc/>
    public override string ToString() => $"{ValueText.Count(Pictures.Count, "picture")} of {ValueText.Count(Classes.Count, "class", "classes")}, {ValueText.Count(Broken.Count)} broken, "
        + $"{ValueText.Count(Findings.Count, "finding")}{string.Concat(Advice.Select(advice => $"{Environment.NewLine}{advice}"))}";
}
