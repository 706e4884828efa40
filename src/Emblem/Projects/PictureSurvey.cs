using System.Globalization;
using System.Text;
using System.Text.Json;
using Emblem.Data;
using Emblem.Duplicates;
using Emblem.Foundation;
using Emblem.Health;

namespace Emblem.Projects;

/// <summary>
/// One look at all verified pictures of a project: their health and which are copies of each other, kept in <see cref="ProjectFolder.Survey"/> for as long as no picture
/// comes, goes or changes.
/// </summary>
/// <param name="Key">Of the pictures that were looked at.</param>
/// <param name="Pictures">In the order of their names.</param>
/// <param name="Copies">Groups of copies of one picture, by their names: at least two each.</param>
public sealed record PictureSurvey(string Key, IReadOnlyList<SurveyedPicture> Pictures, IReadOnlyList<IReadOnlyList<string>> Copies)
{
    /// <summary><inheritdoc cref="PictureSurvey" path="/param[@name='Pictures']/node()"/></summary>
    public IReadOnlyList<SurveyedPicture> Pictures { get; init => field = Listing.Of(value); } = Listing.Of(Pictures);

    /// <summary><inheritdoc cref="PictureSurvey" path="/param[@name='Copies']/node()"/></summary>
    public IReadOnlyList<IReadOnlyList<string>> Copies { get; init => field = Listing.Of<IReadOnlyList<string>>([.. value.Select(names => Listing.Of(names))]); } =
        Listing.Of<IReadOnlyList<string>>([.. Copies.Select(names => Listing.Of(names))]);

    /// <summary>
    /// Looks, and writes what it found. Makes the views of <see cref="PictureViews"/> first, for whoever wants to see the pictures meanwhile. Took 35 ms a
    /// picture on one core of a busy machine, longer where most have copies, and takes 36 KB of memory for each; a later survey decodes for copies only what is new.
    /// </summary>
    /// <param name="project">Whose pictures.</param>
    /// <param name="workers">How many at once; null leaves a core to others.</param>
    /// <param name="progress">Told after each picture of a stage.</param>
    /// <param name="stop">Ends the work with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="EmblemException">There are no verified pictures.</exception>
    public static async Task<PictureSurvey> MakeAsync(ProjectFolder project, int? workers = null, IProgress<StepProgress>? progress = null, CancellationToken stop = default)
    {
        NotTrimmableException.ThrowIfTrimmed("surveys");
        ArgumentNullException.ThrowIfNull(project);
        int used = workers ?? Math.Max(1, Environment.ProcessorCount - 1);
        LabelledImages images = ImageFolder.Open(project.Verified).LabelByFolder();
        string key = KeyOf(images.Items);
        new PictureViews(project).Make([.. images.Items.Select(item => item.Path)], used, progress, stop);
        HealthReport health = await DataHealth.ExamineAsync(images, new HealthOptions { Workers = used }, progress, stop).ConfigureAwait(false);
        DuplicateReport copies = DuplicateFinder.Find(project.Verified, [.. images.Items.Select(item => item.Name)], new DuplicateOptions { Workers = used, Cache = true }, progress, stop);
        var survey = new PictureSurvey(key, [.. PicturesOf(health).OrderBy(picture => picture.Name, StringComparer.Ordinal)], [.. copies.Groups.Select(group => group.Names)]);
        AtomicFile.WriteText(project.Survey, writer => writer.Write(JsonSerializer.Serialize(survey, SnakeCaseJson.Options)));
        return survey;
    }

    /// <summary>What is kept; null where nothing is, or what is there is damaged: then make it anew. Whether it is of the pictures as they are now, <see cref="Key"/> says.</summary>
    public static PictureSurvey? Read(ProjectFolder project)
    {
        ArgumentNullException.ThrowIfNull(project);
        try
        {
            return JsonSerializer.Deserialize<PictureSurvey>(File.ReadAllBytes(project.Survey), SnakeCaseJson.Options);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException or ArgumentNullException)
        {
            return null;
        }
    }

    /// <summary>What changes with any picture. Asks the disk for each one's length and time.</summary>
    /// <param name="items">In their order.</param>
    public static string KeyOf(IReadOnlyList<LabelledImage> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var text = new StringBuilder("survey 1\n");
        foreach (LabelledImage item in items)
            text.Append(CultureInfo.InvariantCulture, $"{item.Name}\n{StampOf(item)}\n");

        return ContentHash.Of(Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>What changes with one picture: its length and time.</summary>
    internal static string StampOf(LabelledImage item) =>
        new FileInfo(item.Path) is { Exists: true } file ? string.Create(CultureInfo.InvariantCulture, $"{file.Length} {file.LastWriteTimeUtc.Ticks}") : "0 0";

    /// <inheritdoc/>
    public override string ToString() => $"{ValueText.Count(Pictures.Count, "picture")}, {ValueText.Count(Pictures.Count(picture => picture.Issues.Count > 0))} with a finding, "
        + $"{ValueText.Count(Copies.Count, "group")} of copies";

    private static IEnumerable<SurveyedPicture> PicturesOf(HealthReport health)
    {
        ILookup<string, HealthIssue> issues = health.Findings.ToLookup(finding => finding.Picture.Name, finding => finding.Issue);
        return health.Pictures.Select(picture => new SurveyedPicture(picture.Name, picture.Width, picture.Height, [.. issues[picture.Name]]))
            .Concat(health.Broken.Select(broken => new SurveyedPicture(broken.Name, 0, 0, []) { Fault = broken.Reason }));
    }
}
