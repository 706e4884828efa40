using Emblem.Data;
using Emblem.Foundation;
using Emblem.Health;
using Emblem.Interpretation;
using Emblem.ModelFiles;
using Emblem.Reporting.Report;
using Emblem.Runs.Report;
using Emblem.Training;

namespace Emblem.Runs;

/// <summary>
/// Everything that is known of a finished run, put together from its folder and its pictures: what the model can do, how sure that is, what it mistakes, what to look
/// at and what to do next. <see cref="WriteHtml"/> makes one page of it.
/// </summary>
public sealed record RunReport
{
    internal RunReport()
    {
    }

    /// <summary>What was done.</summary>
    public required TrainingPlan Plan { get; init; }

    /// <summary>Class names in index order.</summary>
    public required IReadOnlyList<string> Classes { get; init => field = Listing.Of(value); }

    /// <summary>The validation pictures and the answers; null where the pictures are gone.</summary>
    public ReportedSet? Validation { get; init; }

    /// <summary>Those that were set aside, or that <c>emblem build</c> predicted in folders of the classes' names; null without any.</summary>
    public ReportedSet? Test { get; init; }

    /// <summary>The pictures that judge best: test pictures, else validation pictures.</summary>
    public ReportedSet? Judged => Test ?? Validation;

    /// <summary>The cross-validation of the whole recipe; null unless the run made one.</summary>
    public ScoredFolds? Folds { get; init; }

    /// <summary>The state of all pictures; null where they are gone.</summary>
    public HealthReport? Health { get; init; }

    /// <summary>Batches and epochs; empty where a head alone was fitted.</summary>
    public TrainingHistory History { get; init; } = TrainingHistory.Empty;

    /// <summary>The search for rates; null where none was made.</summary>
    public LearningRateSearch? Rates { get; init; }

    /// <summary>Training pictures, each plain and then as training changes it (<see cref="SampleVariants"/>).</summary>
    public IReadOnlyList<TrainingView> Samples { get; init => field = Listing.Of(value); } = Listing.Of<TrainingView>([]);

    /// <summary>The pictures with the largest losses, of those that the run judged by, with what speaks for the answer.</summary>
    public IReadOnlyList<TopLoss> Worst { get; init => field = Listing.Of(value); } = Listing.Of<TopLoss>([]);

    /// <summary>The pictures whose answer is the least sure, of the same.</summary>
    public IReadOnlyList<ClassifiedView> Uncertain { get; init => field = Listing.Of(value); } = Listing.Of<ClassifiedView>([]);

    /// <summary>Pictures that are copies of each other, conflicts and leaks first.</summary>
    public IReadOnlyList<PictureCopies> Copies { get; init => field = Listing.Of(value); } = Listing.Of<PictureCopies>([]);

    /// <summary>Which labels are likely wrong; null where pictures or weights are gone, or nothing can be held out.</summary>
    public LabelReview? Labels { get; init; }

    /// <summary>The decisions on labels that the run was begun with; empty without any.</summary>
    public Corrections Corrections { get; init; } = new([]);

    /// <summary>What the report has to do without, and why.</summary>
    public IReadOnlyList<PieceMissing> Missing { get; init => field = Listing.Of(value); } = Listing.Of<PieceMissing>([]);

    /// <summary>Changed views of each of <see cref="Samples"/>, after the plain one.</summary>
    public static int SampleVariants => 4;

    /// <summary>Five sentences of plain words: what it can do, how sure that is, what it mistakes, when to believe it, what to do next.</summary>
    public IReadOnlyList<string> Summary => Listing.Of<string>([.. ReportSummary.Of(this).Select(line => line.Answer)]);

    /// <summary>What to type for the same run again.</summary>
    public string Command => RepeatCommand.Of(Plan);

    /// <summary>How many pictures of each class each set has.</summary>
    internal IReadOnlyList<ClassCounts> Counts { get; init; } = [];

    /// <summary>Scores as the run wrote them down; null in an earlier version's.</summary>
    internal RunScores? Scores { get; init; }

    /// <summary>Dates, durations and the machine; null where that cannot be read.</summary>
    internal RunRecord? Record { get; init; }

    /// <summary>What the model says of itself; null where it is gone.</summary>
    internal ModelMetadata? Model { get; init; }

    /// <summary>Why something is not there; null where nothing went wrong.</summary>
    internal string? Why(string piece) => Missing.FirstOrDefault(missing => missing.Piece == piece)?.Reason;

    /// <summary>
    /// Puts it together. Takes a pass of the network over the pictures that judge, and one over all of them for the labels. What cannot be told any more, such as
    /// of pictures that are gone, is left out and said.
    /// </summary>
    /// <param name="plan">The run's, from <see cref="TrainingPlan.Read"/>.</param>
    /// <param name="observer">Told of each event at once, one at a time.</param>
    /// <param name="stop">Ends the work with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="EmblemException">The run has not finished.</exception>
    public static Task<RunReport> OfAsync(TrainingPlan plan, Action<RunEvent>? observer = null, CancellationToken stop = default) =>
        TrainingRun.OnItsOwnThread(() => new RunReporting(plan, new RunTeller(observer, TimeProvider.System), stop).Run(), stop);

    /// <summary>
    /// The same of a run that has just been trained. Copies are known then and, where a head was fitted on a body that had not learned, the features that labels
    /// are judged by: no pass over all pictures is left.
    /// </summary>
    /// <param name="trained">From <see cref="TrainingRun.ExecuteAsync"/>.</param>
    /// <param name="observer">Told of each event at once, one at a time.</param>
    /// <param name="stop">Ends the work with <see cref="OperationCanceledException"/>.</param>
    public static Task<RunReport> OfAsync(TrainingResult trained, Action<RunEvent>? observer = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(trained);
        return TrainingRun.OnItsOwnThread(() => new RunReporting(trained.Plan, new RunTeller(observer, TimeProvider.System), stop) { Trained = trained }.Run(), stop);
    }

    /// <summary>
    /// Writes one HTML file that needs nothing else: it opens without a network, holds its pictures, and has no script. Lists that would be long end with how many
    /// more there are, so that it stays under 5 MB.
    /// </summary>
    /// <param name="path">The file.</param>
    public void WriteHtml(string path) => ReportPage.Write(
        path,
        $"What {Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(Plan.Folder.Path)))} learned",
        $"A classifier of {ValueText.Count(Classes.Count, "class", "classes")}, {Plan.Architecture}, by the recipe {Plan.Recipe.Name}; Emblem's report of the run in {Plan.Folder.Path}",
        ReportSummary.Figures(this),
        ReportSummary.Of(this),
        ReportSections.Of(this));

    /// <inheritdoc/>
    public override string ToString() => string.Join(Environment.NewLine, Summary);
}

/// <summary>A class's pictures in each set.</summary>
internal sealed record ClassCounts(string Class, int Training, int Validation, int Test);
