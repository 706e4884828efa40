using System.Text.Json;
using System.Text.Json.Serialization;
using Emblem.Augmentation;
using Emblem.Cluster;
using Emblem.Compute;
using Emblem.Data;
using Emblem.Duplicates;
using Emblem.Folders;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Models;
using Emblem.Training;
using Emblem.Training.Recipes;

namespace Emblem.Runs;

/// <summary>
/// A run with nothing left open, as <see cref="RunFolder.Options"/> keeps it: everything that decides the result. What changes only its speed, its place or
/// its date is not written, so equal runs give equal files. Made by <see cref="TrainingRequest.SettleAsync"/> or <see cref="ReadAsync"/>.
/// </summary>
public sealed record TrainingPlan
{
    /// <summary>Five minutes.</summary>
    public static readonly TimeSpan UsualCheckpointInterval = TimeSpan.FromMinutes(5);

    [JsonConstructor]
    internal TrainingPlan()
    {
    }

    /// <summary>The folder of training pictures, a whole path.</summary>
    public required string Data { get; init; }

    /// <summary>A folder of validation pictures, a whole path, or null to hold a share of the others out.</summary>
    public required string? Valid { get; init; }

    /// <summary>A folder of test pictures, a whole path, or null: then a test set among the others, or a share of them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Test { get; init; }

    /// <summary>Which folder of a picture's path names its class.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ClassFolder ClassFolder { get; init; }

    /// <summary>What names the classes in place of folders, with whole paths; null for the folders.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RunLabels? Labels { get; init; }

    /// <summary>Decisions on labels, which are applied to the pictures of all folders; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RunCorrections? Corrections { get; init; }

    /// <summary>The share of pictures that validates.</summary>
    public required double ValidFraction { get; init; }

    /// <summary>The share that is set aside for one score in the end.</summary>
    public required double TestFraction { get; init; }

    /// <summary>A name of <see cref="Architectures"/>.</summary>
    public required string Architecture { get; init; }

    /// <summary>What finds the weights again from any folder: <c>none</c>, <c>box</c>, a name of <see cref="PublishedWeights"/> or a whole path.</summary>
    public required string Weights { get; init; }

    /// <summary>
    /// Whether <see cref="Weights"/> are a model that is gone on from: its head is kept where it tells the same classes apart, unless the recipe fits one.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool GoesOn { get; init; }

    /// <summary>Side of the square that the network sees, in pixels.</summary>
    public required int ImageSize { get; init; }

    /// <summary>Pictures in a batch.</summary>
    public required int BatchSize { get; init; }

    /// <summary>How it is trained.</summary>
    public required TrainingRecipe Recipe { get; init; }

    /// <summary>Folds of a cross-validation, or 0 for none.</summary>
    public required int Folds { get; init; }

    /// <summary>How often answers should be right, or 0 for no threshold.</summary>
    public double WantedPrecision { get; init; } = Interpretation.AnswerCalibration.UsualPrecision;

    /// <summary>How pictures of another shape are fitted.</summary>
    public required ResizeMethod Resize { get; init; }

    /// <summary>How pixels of pictures that are not augmented are computed.</summary>
    public required Resampling Resampling { get; init; }

    /// <summary>Whether pictures may be mirrored.</summary>
    public required bool Flip { get; init; }

    /// <summary>A name of <see cref="Augmentations.Names"/>.</summary>
    public required string Augment { get; init; }

    /// <summary>Which training pictures an epoch shows.</summary>
    public required PictureSampling Sampling { get; init; }

    /// <summary>Whether pictures are turned as the camera noted.</summary>
    public required PictureOrientation Orientation { get; init; }

    /// <summary>What training makes small, mixes, measures and watches.</summary>
    public required TrainingChoices Training { get; init; }

    /// <summary>Of the whole run.</summary>
    public required long Seed { get; init; }

    /// <summary>What computes, and how: it changes the last bits of a result.</summary>
    public required ComputePlan Compute { get; init; }

    /// <summary>The weights that were found; null for random ones.</summary>
    [JsonIgnore] public BodyWeights? Start { get; internal init; }

    /// <summary>Where everything is written.</summary>
    [JsonIgnore] public RunFolder Folder { get; internal init; } = new(RunFolder.UsualName);

    /// <summary>Whether a run that is in the folder is deleted when this one begins, its own files and no others.</summary>
    [JsonIgnore] public bool Overwrite { get; init; }

    /// <summary>Threads that read pictures.</summary>
    [JsonIgnore] public int Workers { get; init; } = new BatchOptions().Workers;

    /// <summary>Whether anything odd about the folders ends the run before it trains.</summary>
    [JsonIgnore] public bool IsStrict { get; init; }

    /// <summary>Whether small copies of the pictures are kept in the user's cache for the next run on them.</summary>
    [JsonIgnore] public bool KeepsThumbnails { get; init; }

    /// <summary>How much training may be lost at most when the process is killed.</summary>
    [JsonIgnore] public TimeSpan CheckpointInterval { get; init; } = UsualCheckpointInterval;

    /// <summary>A file to which each <see cref="RunEvent"/> is appended as a <see cref="RunEventLine"/>; none when null.</summary>
    [JsonIgnore] public string? Events { get; init; }

    /// <summary>The processes that train together; null for one alone. Each executes the plan.</summary>
    [JsonIgnore] public Ranks? Ranks { get; init; }

    /// <summary>Whether the run goes on where an interrupted one had come to.</summary>
    [JsonIgnore] public bool IsResumed { get; internal init; }

    /// <summary>How pictures become batches.</summary>
    internal BatchOptions Batches => new()
    {
        ImageSize = ImageSize,
        BatchSize = BatchSize,
        Resize = Resize,
        Resampling = Resampling,
        Augment = Augmentations.Named(Augment, Flip),
        Sampling = Sampling,
        Orientation = Orientation,
        Workers = Workers,
        Seed = Seed,
        // What training passes once need not be kept when it is decoded.
        CacheBytes = Recipe is { FineTune: null, Head.Views: 1 } ? 0 : null,
    };

    /// <summary>The plan of a run that is there, to go on with it or to look at its model. Finds its weights again.</summary>
    /// <param name="folder">The run's.</param>
    /// <param name="observer">Told of weights, downloads and warnings.</param>
    /// <param name="stop">Ends a download.</param>
    /// <exception cref="EmblemException">No run, a damaged one, one of an earlier version, or its weights are gone.</exception>
    /// <param name="ranks">Processes that go on with it together, as many as before or others; the folder is the first one's.</param>
    public static async Task<TrainingPlan> ReadAsync(RunFolder folder, Action<RunEvent>? observer = null, CancellationToken stop = default, Ranks? ranks = null)
    {
        TrainingPlan plan = Read(ranks is null ? folder : RankRun.Share(ranks, folder));
        var teller = new RunTeller(observer, TimeProvider.System);
        StartingWeights start = plan.GoesOn
            ? StartingWeights.Of(EarlierModel.Open(plan.Weights), teller)
            : await StartingWeights.ChooseAsync(plan.Architecture, plan.Weights, teller, stop).ConfigureAwait(false);
        return plan with { Start = start.Weights, IsResumed = true, Ranks = ranks };
    }

    /// <summary>The pictures as training sees them; the same plan always gives the same.</summary>
    /// <param name="progress">Told how the search for duplicates goes.</param>
    /// <param name="stop">Ends that search with <see cref="OperationCanceledException"/>.</param>
    public ImageData OpenPictures(IProgress<StepProgress>? progress = null, CancellationToken stop = default) =>
        Split(Label(), progress, stop).ToBatches(Batches);

    /// <summary>A learner as the run's first stage finds it.</summary>
    /// <param name="data">What <see cref="OpenPictures"/> gave.</param>
    public Learner CreateLearner(ImageData data) => Learner.ForClassification(
        data,
        Start?.Architecture ?? Architectures.Find(Architecture),
        Training.CreateMetrics(),
        Training.AddTo(
            new LearnerOptions
            {
                Weights = Start,
                KeepsHead = GoesOn && Recipe.Head is null,
                Head = Recipe.Head?.ToChoice() ?? HeadChoice.FastAi(finalNorm: true),
                WeightDecay = Recipe.FineTune?.WeightDecay ?? LearnerOptions.UsualWeightDecay,
                FrozenNorm = Recipe.FineTune?.FrozenNorm ?? FrozenBatchNorm.FreezeAlways,
                Seed = Seed,
                Compute = Compute,
                Ranks = Ranks,
            },
            data));

    /// <summary>The pictures of <see cref="Data"/>, with what is to be said of it.</summary>
    internal LabelledImages Label()
    {
        LabelledImages images = this.LabelData();
        if (IsStrict)
            images.Notes.ThrowIfOdd();
        return images;
    }

    /// <summary>Divides the pictures: as folders say, else at random.</summary>
    internal ImageSplit Split(LabelledImages images, IProgress<StepProgress>? progress, CancellationToken stop)
    {
        var duplicates = new DuplicateOptions { Cache = KeepsThumbnails, Ranks = Ranks };
        ImageSplit divided = Valid is null
            ? images.SplitRandomly(ValidFraction, Seed, TestFraction, new SplitOptions { Progress = progress, Duplicates = duplicates }, stop)
            : images.SplitWith(this.LabelOther(Valid));
        ImageSplit split = (Test is null ? divided : divided.TestedOn(this.LabelOther(Test))) with { Duplicates = duplicates };
        if (IsStrict)
            split.Notes.ThrowIfOdd();
        return split;
    }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);

    /// <summary>The same without its weights, which looking at the run's own model does not need.</summary>
    /// <param name="folder">The run's.</param>
    /// <exception cref="EmblemException">No run, a damaged one, or one of an earlier version.</exception>
    public static TrainingPlan Read(RunFolder folder)
    {
        NotTrimmableException.ThrowIfTrimmed("plans of runs");
        if (folder.Options is var path && !File.Exists(path))
            throw new EmblemException($"There is no '{path}'. Give the folder of a run: one that training wrote, and that had begun to train.");
        try
        {
            return JsonSerializer.Deserialize<TrainingPlan>(File.ReadAllText(path), SnakeCaseJson.Indented)! with { Folder = folder };
        }
        catch (JsonException fault)
        {
            throw new EmblemException($"{path} is damaged, or an earlier version of Emblem wrote it: {fault.Message}", fault);
        }
    }

    /// <exception cref="NotTrimmableException">The program is trimmed.</exception>
    internal void Write()
    {
        NotTrimmableException.ThrowIfTrimmed("plans of runs");
        AtomicFile.WriteText(Folder.Options, writer => writer.WriteLine(JsonSerializer.Serialize(this, SnakeCaseJson.Indented)));
    }
}
