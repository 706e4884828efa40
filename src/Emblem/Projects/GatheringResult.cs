using Emblem.Acquisition;
using Emblem.Duplicates;
using Emblem.Foundation;

namespace Emblem.Projects;

/// <summary>What a gathering brought.</summary>
/// <param name="Downloads">One a class that has a list.</param>
/// <param name="Verified">A row a file; null where nothing has come yet.</param>
public sealed record GatheringResult(IReadOnlyList<ClassDownload> Downloads, VerificationReport? Verified)
{
    /// <summary><inheritdoc cref="GatheringResult" path="/param[@name='Downloads']/node()"/></summary>
    public IReadOnlyList<ClassDownload> Downloads { get; init => field = Listing.Of(value); } = Listing.Of(Downloads);

    /// <summary>Classes of which nothing was written, since over half of their files are no good and <see cref="VerifyOptions.Force"/> is off.</summary>
    public IReadOnlyList<string> LeftAlone { get; init => field = Listing.Of(value); } = Listing.Of<string>([]);

    /// <summary>Pictures that are there twice; null where nobody looked.</summary>
    public DuplicateReport? Duplicates { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Verified?.ToString() ?? "nothing verified"}{(Duplicates is null ? "" : $"; duplicates: {Duplicates}")}";
}
