using Emblem.Acquisition;
using Emblem.Foundation;
using Emblem.Runs;

namespace Emblem.Projects;

/// <summary>
/// The names of a project's files: from lists of addresses to runs, all of them plain files that the command reads and writes too. <c>emblem gather --into DIR</c>
/// makes the first half of one.
/// </summary>
/// <param name="path">The folder; made when the first file is written.</param>
public sealed class ProjectFolder(string path)
{
    private const string RunsName = "runs";

    /// <summary>What came from the network or was added, as it came, a folder a class: below a project and below what <c>emblem gather</c> writes into.</summary>
    public const string DownloadedName = "downloaded";

    /// <summary>Upright copies of the good ones, for training.</summary>
    public const string VerifiedName = "verified";

    /// <summary>The folder.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>What it is called: its folder's name.</summary>
    public string Name => System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(Path));

    /// <summary>Lists of addresses, one a class, called as the class is.</summary>
    public string Lists => Below("lists");

    /// <summary>Pictures as they came.</summary>
    public string Downloaded => Below(DownloadedName);

    /// <summary>Good copies to train on.</summary>
    public string Verified => Below(VerifiedName);

    /// <summary>Decisions on labels.</summary>
    public string Corrections => Below(Data.Corrections.UsualName);

    /// <summary>Small views of the verified pictures; made again where they are missing.</summary>
    public string Thumbnails => Below(".thumbnails");

    /// <summary>What a look at all verified pictures found; made again where it is missing.</summary>
    public string Survey => Below(".survey.json");

    /// <summary>What a network sees in the verified pictures, by which like ones are found; made again where it is missing.</summary>
    public string Likeness => Below(".likeness.safetensors");

    /// <summary>What is on its way into <see cref="Downloaded"/> and not whole yet.</summary>
    internal string Arriving => Below(".arriving");

    /// <summary>Where the runs are.</summary>
    public string RunsFolder => Below(RunsName);

    /// <summary>The runs, a folder each, the oldest first.</summary>
    public IReadOnlyList<RunFolder> Runs => Listing.Of<RunFolder>(
    [
        .. (Directory.Exists(Below(RunsName)) ? Directory.GetDirectories(Below(RunsName)) : []).Order(StringComparer.Ordinal).Select(run => new RunFolder(run)).Where(run => run.HasBegun),
    ]);

    /// <summary>The next run: numbers count up, and none is used twice while its folder is there.</summary>
    public RunFolder NextRun()
    {
        for (int number = 1; ; number++)
        {
            string name = number.ToString("D3", System.Globalization.CultureInfo.InvariantCulture);
            if (!Directory.Exists(System.IO.Path.Combine(Below(RunsName), name)))
                return new RunFolder(System.IO.Path.Combine(Below(RunsName), name));
        }
    }

    /// <summary>The projects in a folder, in the order of their names: those of its folders that have lists, pictures or runs.</summary>
    /// <param name="root">The folder; one that is missing has none.</param>
    public static IReadOnlyList<ProjectFolder> Find(string root) => Listing.Of<ProjectFolder>(
    [
        .. (Directory.Exists(root) ? Directory.GetDirectories(root) : []).Order(StringComparer.Ordinal).Select(folder => new ProjectFolder(folder)).Where(project => project.Exists),
    ]);

    /// <summary>Begins one.</summary>
    /// <param name="root">The folder that it goes into.</param>
    /// <param name="name">What it is called: letters, digits and what else <see cref="ClassName"/> allows.</param>
    /// <exception cref="EmblemException">No such name may be a folder's, or there is something of that name.</exception>
    public static ProjectFolder Create(string root, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string said = name.Trim();
        if (ClassName.Fault(said) is { } fault)
            throw new EmblemException($"A project cannot be called '{said}': {fault}.");
        var project = new ProjectFolder(System.IO.Path.Combine(root, said));
        if (System.IO.Path.Exists(project.Path))
            throw new EmblemException($"There is a '{said}' in {root} already. Give another name.");
        Directory.CreateDirectory(project.Lists);
        return project;
    }

    /// <summary>Whether it is one: it has lists, pictures or runs.</summary>
    public bool Exists => ((string[])[Lists, Verified, Downloaded, Below(RunsName)]).Any(Directory.Exists);

    /// <inheritdoc/>
    public override string ToString() => Path;

    private string Below(string name) => System.IO.Path.Combine(Path, name);
}
