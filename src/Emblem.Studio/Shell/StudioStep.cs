namespace Emblem.Studio.Shell;

/// <summary>A page of a project, in the order in which somebody who has never trained anything takes them.</summary>
/// <param name="Address">Below the project's.</param>
/// <param name="Title">What it is called.</param>
internal sealed record StudioStep(string Address, string Title)
{
    private const string Projects = "projects";

    public static readonly StudioStep Collect = new("collect", Words.ShellWords.Collect);

    public static readonly StudioStep Look = new("look", Words.ShellWords.Look);

    public static readonly StudioStep Clean = new("clean", Words.ShellWords.Clean);

    public static readonly StudioStep Train = new("train", Words.ShellWords.Train);

    public static readonly StudioStep Understand = new("understand", Words.ShellWords.Understand);

    public static readonly StudioStep Use = new("use", Words.ShellWords.Use);

    public static IReadOnlyList<StudioStep> All { get; } = [Collect, Look, Clean, Train, Understand, Use];

    /// <summary>Where it is for a project.</summary>
    public string AddressIn(string project) => $"{Projects}/{Uri.EscapeDataString(project)}/{Address}";

    /// <summary>The project that an address is about; null for none.</summary>
    public static string? ProjectIn(string address) => address.Split('/') is [Projects, { Length: > 0 } name, ..] ? Uri.UnescapeDataString(name) : null;
}
