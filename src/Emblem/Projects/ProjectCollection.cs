using Emblem.Acquisition;
using Emblem.Data;
using Emblem.Duplicates;
using Emblem.Folders;
using Emblem.Foundation;

namespace Emblem.Projects;

/// <summary>How far a project is collected: made of its files alone, so it is the same whoever collected, and after a kill.</summary>
public sealed record ProjectCollection
{
    private ProjectCollection(IReadOnlyList<CollectedClass> classes, IReadOnlyList<string> faults, bool isSearched) => (Classes, Faults, IsSearched) = (classes, faults, isSearched);

    /// <summary>In the order of their names: those with a list and those with pictures, wherever they came from.</summary>
    public IReadOnlyList<CollectedClass> Classes { get; private init => field = Listing.Of(value); }

    /// <summary>What of its files cannot be read, a sentence each.</summary>
    public IReadOnlyList<string> Faults { get; private init => field = Listing.Of(value); }

    /// <summary>Whether duplicates have been looked for since the last verification.</summary>
    public bool IsSearched { get; }

    /// <summary>Whether there is something to go on with: addresses that were not asked, files that nobody has looked into, good ones that were not compared.</summary>
    public bool IsUnfinished => Classes.Any(one => one.Waiting > 0 || one.Unchecked > 0) || (!IsSearched && Classes.Any(one => one.Good > 0 && one.Fetched + one.Added > 0));

    /// <summary>Reads it: all names below <see cref="ProjectFolder.Downloaded"/> and <see cref="ProjectFolder.Verified"/>, and no picture.</summary>
    /// <param name="project">The project.</param>
    public static ProjectCollection Read(ProjectFolder project)
    {
        ArgumentNullException.ThrowIfNull(project);
        var faults = new List<string>();
        T Try<T>(Func<T> read, T otherwise)
        {
            try
            {
                return read();
            }
            catch (Exception fault) when (fault is EmblemException or IOException or UnauthorizedAccessException)
            {
                faults.Add(fault.Message);
                return otherwise;
            }
        }

        ProjectLists? given = Try<ProjectLists?>(() => ProjectLists.Read(project), null);
        faults.AddRange(given?.Faults ?? []);
        Dictionary<string, ClassList> lists = (given?.Lists ?? []).ToDictionary(list => list.Class, StringComparer.Ordinal);
        int limit = Try(() => CollectSettings.Read(project), new CollectSettings()).Limit;
        (string report, string duplicates) = (Path.Combine(project.Verified, VerificationReport.FileName), Path.Combine(project.Verified, DuplicateReport.FileName));
        VerificationReport verified = Try(() => File.Exists(report) ? VerificationReport.Read(report) : new VerificationReport([]), new VerificationReport([]));
        VerificationRecord[] found = [.. verified.Records.Where(row => row.Outcome != VerificationOutcome.Sidecar)];

        // What 'emblem verify' made of another folder may lie in sets.
        FolderLayout? layout = Directory.Exists(project.Downloaded) ? null : FolderLayout.Of(found.Select(row => row.Path));
        ILookup<string, VerificationRecord> rows = found.ToLookup(row => layout is null ? ClassOf(row.Path) : layout.PlaceOf(row.Path).Class, StringComparer.Ordinal);
        ILookup<string, string> copies = Try(() => File.Exists(duplicates) ? CopiesIn(DuplicateReport.Read(duplicates)) : [], []).ToLookup(ClassOf, StringComparer.Ordinal);
        ILookup<string, string> files = Try(() => Directory.Exists(project.Downloaded) ? NamesIn(project.Downloaded) : [], []).ToLookup(ClassOf, StringComparer.Ordinal);
        ILookup<string, string> byHand = ByHand(project, found, files);
        IEnumerable<string> names = lists.Keys.Union(files.Select(same => same.Key), StringComparer.Ordinal).Union(rows.Select(same => same.Key), StringComparer.Ordinal)
            .Union(byHand.Select(same => same.Key), StringComparer.Ordinal);
        CollectedClass[] classes =
        [
            .. names.Where(name => name.Length > 0).Order(StringComparer.Ordinal).Select(name =>
            {
                DownloadManifest manifest = Try(() => DownloadManifest.Read(Path.Combine(project.Downloaded, name)), new DownloadManifest([]));
                CollectedClass one = Listed(name, lists.GetValueOrDefault(name), limit, manifest);
                return Checked(one, [.. files[name]], [.. rows[name]]) with { Duplicates = copies[name].Count(), ByHand = byHand[name].Count() };
            }),
        ];
        return new ProjectCollection(classes, faults, File.Exists(duplicates) && File.GetLastWriteTimeUtc(duplicates) >= File.GetLastWriteTimeUtc(report));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Classes}";

    private static CollectedClass Listed(string name, ClassList? list, int limit, DownloadManifest manifest)
    {
        HashSet<string> asked = [.. (list?.Urls.Entries ?? []).Take(limit).Select(entry => entry.Url.OriginalString)];
        DownloadRecord[] known = [.. manifest.Records.Where(row => row.Outcome != DownloadOutcome.Cancelled && asked.Contains(row.Url))];
        return new CollectedClass(name)
        {
            Source = list?.Source,
            Addresses = asked.Count,
            Waiting = asked.Count - known.Length,
            Missing = [.. known.Where(row => row.Outcome != DownloadOutcome.Downloaded)],
            LeftOutLines = list?.Urls.Problems ?? [],
        };
    }

    private static CollectedClass Checked(CollectedClass one, IReadOnlyList<string> files, IReadOnlyList<VerificationRecord> rows)
    {
        HashSet<string> seen = [.. rows.Select(row => row.Path)];
        HashSet<string> there = [.. files];

        // Rows of files that have gone stay in the report.
        VerificationRecord[] present = [.. rows.Where(row => there.Contains(row.Path))];
        int added = files.Count(file => AddedPictures.IsAdded(file[(file.LastIndexOf('/') + 1)..]));
        return one with
        {
            Fetched = files.Count - added,
            Added = added,
            Unchecked = files.Count(file => !seen.Contains(file)),
            Good = rows.Count(row => row.IsGood && row.Written.Length > 0),
            Refused = [.. present.Where(row => row.IsRefused)],
            Held = present.Count(row => row.IsGood && row.Written.Length == 0),
        };
    }

    /// <summary>Pictures below the verified ones that no check wrote, by class. What a check that was killed had written by then has no row yet, but the file that it is a copy of.</summary>
    private static ILookup<string, string> ByHand(ProjectFolder project, IReadOnlyList<VerificationRecord> rows, ILookup<string, string> files)
    {
        HashSet<string> written = [.. rows.Select(row => row.Written)];
        HashSet<string> copied = [.. files.SelectMany(same => same).Select(file => Path.ChangeExtension(file, null))];
        try
        {
            ImageFolder? there = Directory.Exists(project.Verified) ? ImageFolder.Open(project.Verified) : null;
            return (there?.Names ?? []).Where(name => !written.Contains(name) && !copied.Contains(Path.ChangeExtension(name, null)))
                .ToLookup(name => there!.PlaceOf(name).Class, StringComparer.Ordinal);
        }
        catch (Exception fault) when (fault is EmblemException or IOException or UnauthorizedAccessException)
        {
            // There is no picture yet; what else is wrong the pages of the pictures say.
            return Array.Empty<string>().ToLookup(name => name, StringComparer.Ordinal);
        }
    }

    private static IEnumerable<string> NamesIn(string folder) => [.. FolderWalk.Of(folder).Files.Where(file => file.Sidecar is null).Select(file => file.Name)];

    private static IEnumerable<string> CopiesIn(DuplicateReport report) => [.. report.Groups.SelectMany(group => group.Names.Skip(1))];

    private static string ClassOf(string path) => path.Contains('/', StringComparison.Ordinal) ? path[..path.IndexOf('/', StringComparison.Ordinal)] : "";
}
