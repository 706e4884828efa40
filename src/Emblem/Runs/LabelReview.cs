using Emblem.Data;
using Emblem.Foundation;
using Emblem.Reporting;

namespace Emblem.Runs;

/// <summary>
/// Which labels of a run's pictures are likely wrong, told by models that had not seen the picture (<see cref="Interpretation.LabelErrors"/>), with copies under
/// two labels before and pictures that nothing is like after them. Write <see cref="ToCorrections"/>, fill in what is to be done, and train with it.
/// </summary>
/// <param name="Classes">Class names in index order.</param>
/// <param name="Pictures">All of the run, test pictures too, the most suspect first.</param>
public sealed record LabelReview(IReadOnlyList<string> Classes, IReadOnlyList<ReviewedPicture> Pictures)
{
    /// <summary><inheritdoc cref="LabelReview" path="/param[@name='Classes']/node()"/></summary>
    public IReadOnlyList<string> Classes { get; init => field = Listing.Of(value); } = Listing.Of(Classes);

    /// <summary><inheritdoc cref="LabelReview" path="/param[@name='Pictures']/node()"/></summary>
    public IReadOnlyList<ReviewedPicture> Pictures { get; init => field = Listing.Of(value); } = Listing.Of(Pictures);

    /// <summary>The share of labels that models which had not seen the pictures agree with.</summary>
    public ScoreInterval Agreement { get; init; }

    /// <summary>The network that read the pictures, and its weights: none that learned from these labels.</summary>
    public string Body { get; init; } = "";

    /// <summary>Those that something speaks against and nothing is decided on.</summary>
    public int Suspects => Open.Count();

    /// <summary>The same, the most suspect first.</summary>
    internal IEnumerable<ReviewedPicture> Open => Pictures.Where(picture => picture.IsSuspect);

    /// <summary>The decisions that the run was begun with: their pictures are not asked about again.</summary>
    internal Corrections Applied
    {
        get;
        init
        {
            field = value;
            Pictures = WithDecisions(null);
        }
    } = new([]);

    /// <summary>
    /// Reviews the pictures of a run. Takes a pass of the network over each and seconds of arithmetic. The network has the weights that the run started with, or
    /// <see cref="Models.BoxedWeights"/> where these were random or a model that may have learned from the labels.
    /// </summary>
    /// <param name="plan">From <see cref="TrainingPlan.ReadAsync"/>, or one that is yet to train.</param>
    /// <param name="observer">Told of each event at once, one at a time.</param>
    /// <param name="stop">Ends the work with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="EmblemException">Pictures or weights are missing, or no class has two different pictures.</exception>
    public static Task<LabelReview> OfAsync(TrainingPlan plan, Action<RunEvent>? observer = null, CancellationToken stop = default) =>
        TrainingRun.OnItsOwnThread(() => new LabelReviewing(plan, new RunTeller(observer, TimeProvider.System), stop).Run(), stop);

    /// <summary>
    /// The review as lines to decide on. Decisions that the run was begun with stay in their lines, so that the next run is told of all of them; what is decided
    /// already stands after what is open. Labels are those before any correction.
    /// </summary>
    /// <param name="earlier">Further decisions to keep, such as those of a file that is to be written again; they count before the run's.</param>
    public Corrections ToCorrections(Corrections? earlier = null)
    {
        Dictionary<string, Correction> known = Known(earlier);
        Correction[] lines = Lines(known);
        var there = lines.Select(line => line.PictureFile).ToHashSet(StringComparer.Ordinal);
        return new Corrections([.. lines.OrderBy(line => line.Action != CorrectionAction.None), .. known.Values.Where(line => !there.Contains(line.PictureFile))]);
    }

    /// <summary>The same after further decisions, such as those of a file that is to be written again: nobody is asked about their pictures.</summary>
    /// <param name="decisions">On labels as they are in the folders; one on another label than a picture's own counts for nothing.</param>
    public LabelReview After(Corrections decisions)
    {
        ArgumentNullException.ThrowIfNull(decisions);
        return this with { Pictures = WithDecisions(decisions) };
    }

    /// <summary>
    /// Writes the suspects as one HTML file: thumbnails to decide on, which saves the table that <see cref="ToCorrections"/> makes. Nothing in it comes from
    /// elsewhere. The 400 most suspect are shown, at about 10 KB each.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="earlier">As for <see cref="ToCorrections"/>.</param>
    public void WriteHtml(string path, Corrections? earlier = null)
    {
        var files = Pictures.ToDictionary(picture => picture.PictureFile, picture => picture.Path, StringComparer.Ordinal);
        ReviewPage.Write(path, Summary, ToCorrections(earlier), Classes, line => files.GetValueOrDefault(line.PictureFile));
    }

    /// <summary>In a sentence or two.</summary>
    public string Summary => Suspects == 0 && Pictures.Any(picture => picture.Suspicion != LabelSuspicion.None)
        ? $"Nothing is left to look at: what speaks against labels of {ValueText.Count(Pictures.Count, "picture")} is decided. {Judge}"
        : Suspects == 0
        ? $"Nothing speaks against any label of {ValueText.Count(Pictures.Count, "picture")}. {Judge}"
        : $"{ValueText.Count(Suspects)} of {ValueText.Count(Pictures.Count, "picture")} should be looked at. {Judge}";

    /// <inheritdoc/>
    public override string ToString() => string.Join(
        Environment.NewLine,
        Open.Take(ValueText.Shown).Select(picture => picture.ToString())
            .Prepend($"{ValueText.Count(Pictures.Count, "picture")}, {ValueText.Count(Suspects)} of them suspect; labels agreed with {Agreement}"));

    private string Judge => $"Judged by {Body}, which learned from none of these labels; it agrees with {Agreement} of them.";

    private Dictionary<string, Correction> Known(Corrections? earlier) => ByFile([.. Applied, .. earlier ?? new Corrections([])]);

    private Correction[] Lines(Dictionary<string, Correction> known)
    {
        Dictionary<string, Correction> applied = ByFile(Applied);
        return [.. Pictures.Select(picture => Line(picture, applied.GetValueOrDefault(picture.PictureFile), known.GetValueOrDefault(picture.PictureFile)))];
    }

    private IReadOnlyList<ReviewedPicture> WithDecisions(Corrections? earlier) =>
        [.. Pictures.Zip(Lines(Known(earlier)), (picture, line) => picture with { IsDecided = picture.IsDecided || line.Action != CorrectionAction.None })];

    /// <summary>What was decided last of each picture.</summary>
    private static Dictionary<string, Correction> ByFile(IReadOnlyList<Correction> lines)
    {
        Dictionary<string, Correction> decided = new(StringComparer.Ordinal);
        foreach (Correction line in lines.Where(line => line.Action != CorrectionAction.None))
            decided[line.PictureFile] = line;
        return decided;
    }

    private static Correction Line(ReviewedPicture picture, Correction? applied, Correction? known)
    {
        string label = applied is not null && applied.Corrected == picture.Label ? applied.Label : picture.Label;
        var line = new Correction(picture.PictureFile, label) { SuggestedLabel = picture.SuggestedLabel, Score = picture.Score, Reason = picture.Reason };

        // What was suggested then is not what is suggested now.
        return known is null || known.Label != label ? line
            : line with { Action = known.Action, NewLabel = known.Action == CorrectionAction.Relabel ? known.Corrected : null };
    }
}
