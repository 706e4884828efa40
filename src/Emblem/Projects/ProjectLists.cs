using Emblem.Acquisition;
using Emblem.Foundation;

namespace Emblem.Projects;

/// <summary>The lists of a project as they are now: files called as their classes, and for classes that <c>emblem gather</c> fetched into it the addresses of their manifests.</summary>
public sealed record ProjectLists
{
    private const string Extension = ".txt";

    // Two that add to one list at once must not lose each other's addresses.
    private static readonly Lock Writing = new();

    private static readonly string[] Extensions = [Extension, ".csv", ".tsv"];

    private ProjectLists(IReadOnlyList<ClassList> lists, IReadOnlyList<string> faults) => (Lists, Faults) = (lists, faults);

    /// <summary>One a class, in the order of their names.</summary>
    public IReadOnlyList<ClassList> Lists { get; private init => field = Listing.Of(value); }

    /// <summary>Why files of the folder are no lists, a sentence each.</summary>
    public IReadOnlyList<string> Faults { get; private init => field = Listing.Of(value); }

    /// <summary>Reads them.</summary>
    public static ProjectLists Read(ProjectFolder project)
    {
        ArgumentNullException.ThrowIfNull(project);
        var lists = new SortedDictionary<string, ClassList>(StringComparer.Ordinal);
        var faults = new List<string>();
        foreach (string file in FilesOf(project))
        {
            string name = Path.GetFileNameWithoutExtension(file);
            try
            {
                if (ClassName.Fault(name) is { } fault)
                    faults.Add($"{Path.GetFileName(file)} names no class: {fault}.");
                else if (!lists.TryAdd(name, new ClassList(name, UrlList.Read(file), Path.GetFileName(file))))
                    faults.Add($"{Path.GetFileName(file)} is left out: {lists[name].Source} is of the same class.");
            }
            catch (EmblemException fault)
            {
                faults.Add(fault.Message);
            }
        }

        foreach (string home in ClassFoldersOf(project).Where(home => !lists.ContainsKey(Path.GetFileName(home))))
        {
            IReadOnlyList<DownloadRecord> rows = DownloadManifest.Read(home).Records;
            if (rows.Count > 0)
                lists.Add(Path.GetFileName(home), new ClassList(Path.GetFileName(home), UrlList.Parse(string.Join('\n', rows.Select(row => row.Url))), DownloadManifest.FileName));
        }

        return new ProjectLists([.. lists.Values], faults);
    }

    /// <summary>
    /// Adds addresses. A class that has a list already gets those that are new at its end; its earlier file is set aside where it is of another form.
    /// </summary>
    /// <param name="project">The project.</param>
    /// <param name="name">Their class; null or empty where the list's own labels name them.</param>
    /// <param name="text">The list, in any form that <see cref="UrlList.Parse(string)"/> reads.</param>
    /// <returns>The lists as they were given, one a class, with the lines that are left out.</returns>
    /// <exception cref="EmblemException">No address is usable, it is not said which class they are of, or its name is none or too like another's.</exception>
    public static IReadOnlyList<ClassList> Add(ProjectFolder project, string? name, string text)
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentNullException.ThrowIfNull(text);
        var urls = UrlList.Parse(text);
        string given = (name ?? "").Trim();
        if (urls.Entries.Count == 0)
            throw new EmblemException($"No line is an address of a picture{(urls.Problems.Count > 0 ? $"; line {urls.Problems[0].Line}: {urls.Problems[0].Reason}" : "")}. Give one a line, each with http:// or https://.");
        if (given.Length == 0 && urls.Labels.Count == 0)
            throw new EmblemException("It is not said what the pictures show. Give their class a name.");
        ClassList[] lists = given.Length > 0
            ? [new ClassList(given, urls, given)]
            : [.. urls.Labels.Select(label => new ClassList(label, urls.Labelled(label), label))];
        lock (Writing)
        {
            ClassNames.RequireFit(project, [.. lists.Select(list => list.Class)]);
            foreach (ClassList list in lists)
                Join(project, list, lists.Length == 1 ? text : null);
        }

        return Listing.Of<ClassList>(lists);
    }

    /// <summary>The same with a file's bytes, whichever program saved it: UTF-8, UTF-16 or UTF-32, or Windows-1252.</summary>
    /// <inheritdoc cref="Add(ProjectFolder, string?, string)"/>
    public static IReadOnlyList<ClassList> Add(ProjectFolder project, string? name, ReadOnlySpan<byte> file) => Add(project, name, GivenText.Decode(file).Text);

    /// <summary>Takes a class's list away: it is set aside beside the others, and no picture is touched.</summary>
    /// <param name="project">The project.</param>
    /// <param name="name">The class; one without a list is no fault.</param>
    public static void Remove(ProjectFolder project, string name)
    {
        ArgumentNullException.ThrowIfNull(project);
        foreach (string file in FilesOf(project).Where(file => Path.GetFileNameWithoutExtension(file) == name))
            SetAside(project, file);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Lists}";

    /// <summary>The classes that have files here.</summary>
    internal static IReadOnlyList<string> NamesIn(ProjectFolder project) => [.. FilesOf(project).Select(file => Path.GetFileNameWithoutExtension(file))];

    /// <summary>The classes' folders of what came.</summary>
    internal static IReadOnlyList<string> ClassFoldersOf(ProjectFolder project) =>
    [
        .. (Directory.Exists(project.Downloaded) ? Directory.GetDirectories(project.Downloaded) : []).Where(home => ClassName.Fault(Path.GetFileName(home)) is null).Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<string> FilesOf(ProjectFolder project) =>
        (Directory.Exists(project.Lists) ? Directory.GetFiles(project.Lists) : []).Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase) && Path.GetFileName(file)[0] != '.')
            .OrderBy(file => Array.IndexOf(Extensions, Path.GetExtension(file).ToLowerInvariant())).ThenBy(file => file, StringComparer.Ordinal);

    /// <param name="project">The project.</param>
    /// <param name="list">What is new.</param>
    /// <param name="text">As it was given, so that lines that are left out keep their row; null where it holds other classes too.</param>
    private static void Join(ProjectFolder project, ClassList list, string? text)
    {
        string[] files = [.. FilesOf(project).Where(file => Path.GetFileNameWithoutExtension(file) == list.Class)];
        string target = Path.Combine(project.Lists, list.Class + Extension);
        string[] now = [.. files.Take(1).SelectMany(file => UrlList.Read(file).Entries).Select(entry => entry.Url.OriginalString)];
        string[] all = [.. now.Union(list.Urls.Entries.Select(entry => entry.Url.OriginalString), StringComparer.Ordinal)];
        if (files.Length > 0 && all.Length == now.Length)
            return;
        AtomicFile.WriteText(target, writer => writer.Write(files.Length == 0 && text is not null ? text : string.Concat(all.Select(url => $"{url}\n"))));
        foreach (string file in files.Where(file => file != target))
            SetAside(project, file);
    }

    private static void SetAside(ProjectFolder project, string file)
    {
        string aside = Path.Combine(project.Lists, ImageVerifier.SetAsideFolder);
        Directory.CreateDirectory(aside);
        string target = Path.Combine(aside, Path.GetFileName(file));
        for (int number = 2; File.Exists(target); number++)
            target = Path.Combine(aside, $"{Path.GetFileNameWithoutExtension(file)}.{ValueText.Count(number)}{Path.GetExtension(file)}");
        File.Move(file, target);
    }
}
