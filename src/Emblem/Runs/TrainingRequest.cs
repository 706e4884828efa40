using Emblem.Augmentation;
using Emblem.Cluster;
using Emblem.Compute;
using Emblem.Data;
using Emblem.Folders;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Interpretation;
using Emblem.Models;
using Emblem.Training.Recipes;

namespace Emblem.Runs;

/// <summary>
/// What is asked of a run; whatever is null is settled by <see cref="SettleAsync"/>: by the weights that are there, by the machine, or by a usual value.
/// </summary>
/// <param name="Data">
/// A folder with one subfolder of pictures for each class; or with folders of a usual layout (<c>train</c>, <c>valid</c>, <c>test</c>) that hold those.
/// </param>
public sealed record TrainingRequest(string Data)
{
    /// <summary>The folder for everything that the run writes; <c>run</c> below the current one when null.</summary>
    public string? Out { get; init; }

    /// <summary>
    /// Whether a run that is in the folder, finished or not, may be replaced; off by default: then it is refused. Its own files are deleted when the new run
    /// is sure to begin, and no others (<see cref="RunFolder.Files"/>).
    /// </summary>
    public bool Overwrite { get; init; }

    /// <summary>A folder of validation pictures, instead of a share of the others.</summary>
    public string? Valid { get; init; }

    /// <summary>A folder of labelled test pictures for one honest score in the end, instead of a share or a test set of the others.</summary>
    public string? Test { get; init; }

    /// <summary>Which folder of a picture's path names its class; the first by default.</summary>
    public ClassFolder ClassFolder { get; init; }

    /// <summary>What names the classes in place of folders: a table or a pattern; the folders when null.</summary>
    public RunLabels? Labels { get; init; }

    /// <summary>A file of decisions on labels (<see cref="Data.Corrections"/>), which are applied to the pictures of all folders; none when null.</summary>
    public string? Corrections { get; init; }

    /// <summary>Whether anything odd about the folders is an error; off by default: then it is said.</summary>
    public bool IsStrict { get; init; }

    /// <summary>Whether weights that would have to be fetched are only named: for a look at what would be done, without doing it.</summary>
    public bool FetchesNothing { get; init; }

    /// <summary>The share of pictures that validates, above 0; <see cref="SplitOptions.UsualValidation"/> when null.</summary>
    public double? ValidFraction { get; init; }

    /// <summary>The share that is set aside for one honest score in the end; none when null.</summary>
    public double? TestFraction { get; init; }

    /// <summary>The network, a name of <see cref="Architectures"/>; that of the weights when null.</summary>
    public string? Architecture { get; init; }

    /// <summary>
    /// <c>auto</c>, <c>box</c>, <c>none</c>, <c>imagenet</c>, a name of <see cref="PublishedWeights"/> or a file. Null for <c>auto</c>: what this machine
    /// holds, else <see cref="BoxedWeights"/>; with <see cref="Architecture"/> that network's published ones, from their host if need be.
    /// </summary>
    public string? Weights { get; init; }

    /// <summary>
    /// A run's folder or a model's file to go on from, such as on larger pictures; instead of <see cref="Weights"/>. Its network, picture size and, on the
    /// same folder, its division of the pictures are taken where nothing else is asked for, and its head is kept where the classes are the same.
    /// </summary>
    public string? From { get; init; }

    /// <summary>Side of the square that the network sees, in pixels; <see cref="BatchOptions.ImageSize"/>'s default when null.</summary>
    public int? ImageSize { get; init; }

    /// <summary>Pictures in a batch; <see cref="BatchOptions.BatchSize"/>'s default when null.</summary>
    public int? BatchSize { get; init; }

    /// <summary>How it is trained; what suits the weights when null.</summary>
    public RecipeRequest? Recipe { get; init; }

    /// <summary>Folds of a cross-validation that scores the whole training, 2 or more; none when null or 0.</summary>
    public int? Folds { get; init; }

    /// <summary>
    /// How often the model's answers should be right, up to 1: pictures that it is less sure of than that needs are told to be unsure, where a threshold can do it; 0 for
    /// none, <see cref="AnswerCalibration.UsualPrecision"/> when null.
    /// </summary>
    public double? WantedPrecision { get; init; }

    /// <summary>How pictures of another shape are fitted; when null all of each where the recipe fits a head, else fast.ai's crop.</summary>
    public ResizeMethod? Resize { get; init; }

    /// <summary>How pixels of pictures that are not augmented are computed; when null as the weights were evaluated where the recipe fits a head, else sampled.</summary>
    public Resampling? Resampling { get; init; }

    /// <summary>Whether pictures may be mirrored: wrong for text and most marks.</summary>
    public bool Flip { get; init; }

    /// <summary>How training pictures are changed, a name of <see cref="Augmentations.Names"/>; the first of them when null.</summary>
    public string? Augment { get; init; }

    /// <summary>Which training pictures an epoch shows.</summary>
    public PictureSampling Sampling { get; init; }

    /// <summary>Whether pictures are turned as the camera noted.</summary>
    public PictureOrientation Orientation { get; init; }

    /// <summary>What training makes small, mixes, measures and watches.</summary>
    public TrainingChoices Training { get; init; } = new();

    /// <summary>Of the whole run; <see cref="RandomSource.UsualSeed"/> when null.</summary>
    public long? Seed { get; init; }

    /// <summary>What computes; what the machine is best at when null.</summary>
    public ComputeOptions? Compute { get; init; }

    /// <summary>Threads that read pictures; changes the speed only. <see cref="BatchOptions.Workers"/>' default when null.</summary>
    public int? Workers { get; init; }

    /// <summary>
    /// Whether small copies of the pictures, by which duplicates are found, are kept in the user's cache for the next run on them; off by default.
    /// </summary>
    public bool KeepsThumbnails { get; init; }

    /// <summary>How much training may be lost at most when the process is killed; <see cref="TrainingPlan.UsualCheckpointInterval"/> when null.</summary>
    public TimeSpan? CheckpointInterval { get; init; }

    /// <summary>A file to which each <see cref="RunEvent"/> is appended as a <see cref="RunEventLine"/>, for whoever watches from outside, such as <see cref="RunFolder.Events"/>; none when null.</summary>
    public string? Events { get; init; }

    /// <summary>
    /// The processes that train together, each of which asks for the same; null, the default, for one alone. What is read must be there for all of them under
    /// the same paths, and the first writes the run.
    /// </summary>
    public Ranks? Ranks { get; init; }

    /// <summary>Settles all that is open: finds the weights, which decide the recipe, which decides how pictures are prepared. Reads no picture.</summary>
    /// <param name="observer">Told of weights, downloads and warnings.</param>
    /// <param name="stop">Ends a download.</param>
    /// <exception cref="RunExistsException">A run is in the folder that was named, and <see cref="Overwrite"/> is off.</exception>
    /// <exception cref="EmblemException">Something is not to be had, or two wishes contradict each other.</exception>
    public async Task<TrainingPlan> SettleAsync(Action<RunEvent>? observer = null, CancellationToken stop = default)
    {
        return await RunEventLog.AlongAsync(OwnEvents, observer, "Begun.", finished: null, told =>
        {
            CheckShares();
            if (Out is not null && Ranks is not { IsFirst: false })
                new RunFolder(Out).RequireFree(Overwrite);
            return From is null ? PlanAsync(goesOn: false, told, stop) : EarlierModel.Open(From).Complete(this).PlanAsync(goesOn: true, told, stop);
        }).ConfigureAwait(false);
    }

    private string? OwnEvents => Ranks is { IsFirst: false } ? null : Events;

    private async Task<TrainingPlan> PlanAsync(bool goesOn, Action<RunEvent>? observer, CancellationToken stop)
    {
        var teller = new RunTeller(observer, TimeProvider.System);
        StartingWeights start = goesOn
            ? StartingWeights.Of(EarlierModel.Open(Weights!), teller)
            : await StartingWeights.ChooseAsync(Architecture, Weights, teller, stop, FetchesNothing).ConfigureAwait(false);
        RecipeRequest asked = Recipe ?? new RecipeRequest();
        TrainingRecipe recipe = asked.Resolve(start.Weights is not null, goesOn);
        if (asked.Remark(recipe) is { } remark)
            teller.Tell(remark);
        var usual = new BatchOptions();
        return new TrainingPlan
        {
            Data = Path.GetFullPath(Data),
            Valid = Valid is null ? null : Path.GetFullPath(Valid),
            Test = Test is null ? null : Path.GetFullPath(Test),
            ClassFolder = ClassFolder,
            Labels = Labels?.Settle(),
            Corrections = Corrections is null ? null : RunCorrections.Settle(Corrections),
            IsStrict = IsStrict,
            ValidFraction = ValidFraction ?? SplitOptions.UsualValidation,
            TestFraction = TestFraction ?? 0,
            Architecture = start.Architecture.Name,
            Weights = start.Choice(Weights),
            GoesOn = goesOn,
            ImageSize = ImageSize ?? usual.ImageSize,
            BatchSize = BatchSize ?? usual.BatchSize,
            Recipe = recipe,
            Folds = Folds ?? 0,
            WantedPrecision = WantedPrecision ?? AnswerCalibration.UsualPrecision,
            Resize = Resize ?? (recipe.Head is null ? ResizeMethod.Crop : ResizeMethod.Squish),
            Resampling = Resampling ?? (recipe.Head is null ? Imaging.Resampling.Sampled : start.Architecture.Preprocessing.Resampling),
            Flip = Flip,
            Augment = Augment ?? Augmentations.Names[0],
            Sampling = Sampling,
            Orientation = Orientation,
            Training = Training,
            Seed = Seed ?? RandomSource.UsualSeed,
            Compute = (Compute ?? new ComputeOptions()).Resolve(),
            Start = start.Weights,
            Folder = RankRun.Place(Ranks, new RunFolder(Out ?? RunFolder.UsualName)),
            Ranks = Ranks,
            Overwrite = Overwrite,
            Workers = Workers ?? usual.Workers,
            KeepsThumbnails = KeepsThumbnails,
            Events = OwnEvents is null ? null : Path.GetFullPath(OwnEvents),
            CheckpointInterval = CheckpointInterval ?? TrainingPlan.UsualCheckpointInterval,
        };
    }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);

    private void CheckShares()
    {
        (double valid, double test) = (ValidFraction ?? SplitOptions.UsualValidation, TestFraction ?? 0);
        if (!(valid > 0 && test >= 0 && valid + test < 1))
            throw new EmblemException($"The share for validation must be above 0, and with the share for testing below 1; got {valid} and {test}.");
        if (Test is not null && TestFraction > 0)
            throw new EmblemException("Test pictures come from a folder or are a share of the others, not both. Leave one of them out.");
        if (WantedPrecision is not (null or (>= 0 and <= 1)))
            throw new EmblemException($"The share of right answers that is wanted is at most 1, or 0 for none; got {WantedPrecision}.");
        if (Folds is 1 or < 0)
            throw new EmblemException($"A cross-validation has 2 folds or more, or 0 for none; got {Folds}.");
    }
}
