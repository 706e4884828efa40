using Emblem.Acquisition;
using Emblem.Duplicates;
using Emblem.Foundation;

namespace Emblem.Projects;

/// <summary>
/// Something that happened while pictures were gathered. Observers get each event at once and one at a time, on any thread; they must not throw, and what they do
/// holds the work up. <c>ToString</c> is a line for people.
/// </summary>
public abstract record GatheringEvent;

/// <summary>The addresses of a class are being asked.</summary>
/// <param name="Class">Which class.</param>
/// <param name="Addresses">How many.</param>
public sealed record ClassBegun(string Class, int Addresses) : GatheringEvent
{
    /// <inheritdoc/>
    public override string ToString() => $"{Class}: {ValueText.Count(Addresses, "address", "addresses")}";
}

/// <summary>It is known what became of an address.</summary>
/// <param name="Class">Its class.</param>
/// <param name="Record">Its picture, or why there is none.</param>
/// <param name="WasThere">Whether an earlier run had brought its picture, so that nobody was asked.</param>
/// <param name="Done">Addresses of the class so far.</param>
/// <param name="Total">All of the class.</param>
public sealed record AddressDone(string Class, DownloadRecord Record, bool WasThere, int Done, int Total) : GatheringEvent
{
    /// <summary>Whom the list asks, in lower case, such as <c>images.example.org</c>; empty for a file.</summary>
    public string Host => Uri.TryCreate(Record.Url, UriKind.Absolute, out Uri? address) ? address.Host : "";

    /// <inheritdoc/>
    public override string ToString() => $"{Class}, {ValueText.Count(Done)} of {ValueText.Count(Total)}: {Record}";
}

/// <summary>All addresses of a class have been asked.</summary>
/// <param name="Download">What came of them.</param>
public sealed record ClassDownloaded(ClassDownload Download) : GatheringEvent
{
    /// <inheritdoc/>
    public override string ToString() => $"{Download}";
}

/// <summary>Pictures of earlier lists were moved away, so that they do not teach.</summary>
/// <param name="Count">How many.</param>
public sealed record EarlierSetAside(int Count) : GatheringEvent
{
    /// <inheritdoc/>
    public override string ToString() => $"{ValueText.Count(Count, "picture")} of earlier lists set aside";
}

/// <summary>A step of the verification is done.</summary>
/// <param name="Step">Files decoded or written so far.</param>
public sealed record VerificationAdvanced(StepProgress Step) : GatheringEvent
{
    /// <inheritdoc/>
    public override string ToString() => $"{Step.Stage}: {ValueText.Count(Step.Done)} of {ValueText.Count(Step.Total ?? 0)}";
}

/// <summary>Every file has been decoded whole, and the good ones have copies.</summary>
/// <param name="Report">A row a file.</param>
public sealed record PicturesVerified(VerificationReport Report) : GatheringEvent
{
    /// <summary><inheritdoc cref="GatheringResult.LeftAlone" path="/summary/node()"/></summary>
    public IReadOnlyList<string> LeftAlone { get; init => field = Listing.Of(value); } = Listing.Of<string>([]);

    /// <inheritdoc/>
    public override string ToString() => $"{Report}{(LeftAlone.Count == 0 ? "" : $"; left alone: {string.Join(", ", LeftAlone)}")}";
}

/// <summary>A step of the search for duplicates is done.</summary>
/// <param name="Step">Pictures so far.</param>
public sealed record DuplicateSearchAdvanced(StepProgress Step) : GatheringEvent
{
    /// <inheritdoc/>
    public override string ToString() => $"{Step.Stage}: {ValueText.Count(Step.Done)} of {ValueText.Count(Step.Total ?? 0)}";
}

/// <summary>The good copies have been compared with each other.</summary>
/// <param name="Report">Those that are one picture.</param>
public sealed record DuplicatesFound(DuplicateReport Report) : GatheringEvent
{
    /// <inheritdoc/>
    public override string ToString() => $"{Report}";
}
