using Emblem.Acquisition;
using Emblem.Foundation;

namespace Emblem.Projects;

/// <summary>From lists of addresses to pictures that train: what is fetched, and where it goes.</summary>
public sealed record GatheringRequest
{
    /// <summary>The usual <see cref="Limit"/>, the notebook's <c>max_pics</c>.</summary>
    public const int StandardLimit = 200;

    /// <summary>The usual longer side of verified copies in pixels, the notebook's <c>max_size</c>.</summary>
    public const int StandardMaxSize = 500;

    /// <summary>What is fetched, one a class; none, the default, to verify what is there.</summary>
    public IReadOnlyList<ClassList> Lists { get; init => field = Listing.Of(value); } = Listing.Of<ClassList>([]);

    /// <summary>Gets a folder a class with the pictures as they come.</summary>
    public required string Downloaded { get; init; }

    /// <summary>Gets a folder a class with good copies to train on; null, the default, to fetch only.</summary>
    public string? Verified { get; init; }

    /// <summary>So many addresses of each class, from its list's beginning; 200 by default.</summary>
    public int Limit { get; init; } = StandardLimit;

    /// <summary>How pictures are fetched.</summary>
    public DownloadOptions Download { get; init; } = new();

    /// <summary>How they are verified. With <see cref="VerifyOptions.SetsOthersAside"/> pictures of earlier lists are set aside too.</summary>
    public VerifyOptions Verify { get; init; } = new() { MaxSize = StandardMaxSize };

    /// <summary>Looks for pictures that are among the good copies twice, and writes them beside the report of the verification; off by default.</summary>
    public bool FindsDuplicates { get; init; }

    /// <summary>What a project's lists bring into its own folders, verified and searched for duplicates.</summary>
    /// <param name="project">The project.</param>
    /// <exception cref="EmblemException">Its settings cannot be read.</exception>
    public static GatheringRequest Of(ProjectFolder project)
    {
        ArgumentNullException.ThrowIfNull(project);
        var settings = CollectSettings.Read(project);
        return new GatheringRequest
        {
            Lists = ProjectLists.Read(project).Lists,
            Downloaded = project.Downloaded,
            Verified = project.Verified,
            Limit = settings.Limit,
            Verify = new VerifyOptions { MaxSize = StandardMaxSize, Force = settings.Force },
            FindsDuplicates = true,
        };
    }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
