using System.CommandLine;
using System.CommandLine.Parsing;
using Emblem.Augmentation;
using Emblem.Cli.Terminal;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.Interpretation;
using Emblem.Models;
using Emblem.Runs;

namespace Emblem.Cli.Commands;

/// <summary>
/// The options that make a <see cref="TrainingRequest"/>. Each verb takes those that change what it does, and no other; what nobody gives the library
/// settles.
/// </summary>
internal sealed class RunArguments
{
    private static readonly BatchOptions Usual = new();

    private readonly Option<double> _validFraction = new Option<double>("--valid-fraction")
    {
        Description = $"The share of pictures held out for validation: the same of every class, copies on one side. Default: {SplitOptions.UsualValidation}.",
        HelpName = "SHARE",
    }.In(HelpGroup.Data);

    private readonly Option<string?> _valid = new Option<string?>("--valid") { Description = "A folder of validation pictures instead of a share.", HelpName = "DIR" }.FirstIn(HelpGroup.Data);

    private readonly Option<string?> _test = new Option<string?>("--test")
    {
        Description = "A folder of labelled test pictures for one honest score at the end.",
        HelpName = "DIR",
    }.In(HelpGroup.Data);

    private readonly FolderOptions _folder = new();
    private readonly LabelOptions _labels = new();
    private readonly Option<string?> _corrections = LabelOptions.CreateCorrections();

    private readonly Option<double> _testFraction = new Option<double>("--test-fraction")
    {
        Description = "The share set aside for one honest score at the end. Default: 0.",
        HelpName = "SHARE",
    }.In(HelpGroup.Data);

    private readonly Option<string?> _arch = new Option<string?>("--arch")
    {
        Description = $"{string.Join(", ", Architectures.All)}, or auto, the default: that of the weights.",
        HelpName = "NAME",
    }.FirstIn(HelpGroup.Network);

    private readonly Option<string?> _weights = new Option<string?>("--weights")
    {
        Description = "Where training starts: auto, box (the ImageNet network that comes with the command), none (random), imagenet, a name of 'emblem weights list', or a file (FILE#part where it holds several networks, a folder with shards). "
            + "auto, the default: what this machine holds, else the box; with --arch that network's, from its host if need be.",
        HelpName = "CHOICE",
    }.FirstIn(HelpGroup.Network);

    private readonly Option<string?> _from = new Option<string?>("--from")
    {
        Description = "Go on from a run's best model, or a model's file, for example on larger pictures: its head is kept where the classes are the same, "
            + "and so are its size and division of the pictures unless options say others.",
        HelpName = "RUN",
    }.In(HelpGroup.Network);

    private readonly Option<int> _size = Count("--size", "The side of the square that the network sees, in pixels.", Usual.ImageSize, 32).FirstIn(HelpGroup.Data);
    private readonly Option<int> _batchSize = Count("--batch-size", "Pictures in a batch.", Usual.BatchSize, 2).In(HelpGroup.Recipe);
    private readonly Option<string?> _resize = ResizeOptions.Resize();
    private readonly Option<string?> _resampling = ResizeOptions.Resampling();
    private readonly Option<int> _folds = NumberOption.Create(
        "--folds", "Also score the whole training by cross-validation with this many folds: takes as many more trainings. 0, the default: none.", 0, 100).In(HelpGroup.Run);

    private readonly Option<double> _sure = new Option<double>("--sure")
    {
        Description = $"How often answers should be right, up to 1: pictures that the model is less sure of are told to be unsure, where that is enough to make it so. 0 for never. Default: {AnswerCalibration.UsualPrecision}.",
        HelpName = "SHARE",
    }.In(HelpGroup.Run);

    private readonly RecipeArguments _recipe = new();
    private readonly Option<bool> _flip = new Option<bool>("--flip") { Description = "Also train on mirrored pictures. Not for marks and text." }.In(HelpGroup.Data);

    private readonly Option<string?> _augment = new Option<string?>("--augment")
    {
        Description = $"Random changes of training pictures: fast.ai's, none, a set for pictures from the web, or RandAugment. Default: {Augmentations.Names[0]}.",
        HelpName = string.Join('|', Augmentations.Names),
    }.AcceptOnly([.. Augmentations.Names]).FirstIn(HelpGroup.Data);

    private readonly Option<bool> _balanced = new Option<bool>("--balanced")
    {
        Description = "Show every class equally often in an epoch, however many pictures it has.",
    }.In(HelpGroup.Data);

    private readonly Option<bool> _ignoreExif = OrientationOption.Create();

    private readonly Option<long> _seed = new Option<long>("--seed")
    {
        Description = $"Equal seeds give equal runs. Default: {RandomSource.UsualSeed}.",
        HelpName = "N",
    }.FirstIn(HelpGroup.Run);

    private readonly Option<int> _workers = Count("--workers", "Threads that read pictures; changes the speed only.", Usual.Workers, 0).In(HelpGroup.Compute);

    private readonly Option<string?> _events = new Option<string?>("--events")
    {
        Description = "Append what happens to a file as it happens, a line of JSON each, for a program that watches.",
        HelpName = "FILE",
    }.In(HelpGroup.Run);

    private readonly TrainingArguments _training = new();
    private readonly ComputeArguments _compute = ComputeArguments.ForTraining();
    private readonly IReadOnlyList<Option> _taken;

    private RunArguments(Func<RunArguments, IEnumerable<Option>> taken) => _taken = [.. taken(this)];

    /// <summary>All of them.</summary>
    public static RunArguments ForTraining() => new(all => [.. all.Training, all._test]);

    /// <summary>All for a verb that predicts test pictures of its own.</summary>
    public static RunArguments ForBuilding() => new(all => all.Training);

    /// <summary>What a search for rates depends on: everything that a training batch does.</summary>
    public static RunArguments ForRateSearch() => new(all =>
    [
        .. all.Division, .. all.Network, .. all.Views, all._batchSize, .. all._recipe.OfSearch, all._seed, all._workers, .. all._compute.All, .. all._training.OfBatches,
    ]);

    /// <summary>What the look of a training picture depends on.</summary>
    public static RunArguments ForShowing() => new(all => [.. all.Division, .. all.Network, .. all.Views, .. all._recipe.OfChoice, all._seed]);

    private IEnumerable<Option> Training =>
    [
        .. Division, _folds, _sure, .. Network, .. Views, _batchSize, .. _recipe.All, _seed, _workers, .. _compute.All, .. _training.All, _events,
    ];

    private IEnumerable<Option> Division => [_validFraction, _valid, _testFraction, .. _folder.All, .. _labels.All, _corrections];

    private IEnumerable<Option> Network => [_arch, _weights, _from];

    private IEnumerable<Option> Views => [_size, _resize, _resampling, _flip, _augment, _balanced, _ignoreExif];

    public RunArguments AddTo(Command verb)
    {
        foreach (Option option in _taken)
            verb.Add(option);
        verb.Validators.Add(Validate);
        return this;
    }

    /// <summary>What was asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="data">The folder of pictures.</param>
    /// <param name="folder">The run's; null for a verb that writes none.</param>
    public TrainingRequest Read(ParseResult parsed, string data, string? folder = null) => new(data)
    {
        Out = folder,
        Valid = parsed.GetValue(_valid),
        Test = parsed.GetValue(_test),
        ClassFolder = _folder.ReadClassFolder(parsed),
        IsStrict = _folder.ReadStrict(parsed),
        Labels = _labels.Read(parsed),
        Corrections = parsed.GetValue(_corrections),
        ValidFraction = parsed.Given(_validFraction),
        TestFraction = parsed.Given(_testFraction),
        Architecture = parsed.GetValue(_arch),
        Weights = parsed.GetValue(_weights),
        From = parsed.GetValue(_from),
        ImageSize = parsed.Given(_size),
        BatchSize = parsed.Given(_batchSize),
        Recipe = _recipe.Read(parsed),
        Folds = parsed.Given(_folds),
        WantedPrecision = parsed.Given(_sure),
        Resize = ResizeOptions.ReadResize(parsed.GetValue(_resize)),
        Resampling = ResizeOptions.ReadResampling(parsed.GetValue(_resampling)),
        Flip = parsed.GetValue(_flip),
        Augment = parsed.GetValue(_augment),
        Sampling = parsed.GetValue(_balanced) ? PictureSampling.Balanced : PictureSampling.Shuffled,
        Orientation = OrientationOption.Read(parsed.GetValue(_ignoreExif)),
        Training = _training.Read(parsed),
        Seed = parsed.Given(_seed),
        Compute = _compute.Read(parsed),
        Workers = ReadWorkers(parsed),
        Events = parsed.GetValue(_events),
        KeepsThumbnails = true,
    };

    /// <summary>Whether something else than folders names the classes.</summary>
    public bool NamesLabels(CommandResult result) => _labels.All.Any(option => result.GetResult(option) is not null);

    public int? ReadWorkers(ParseResult parsed) => parsed.Given(_workers);

    public string? ReadEvents(ParseResult parsed) => parsed.GetValue(_events);

    private void Validate(CommandResult result)
    {
        try
        {
            double valid = result.Given(_validFraction) ?? SplitOptions.UsualValidation;
            double test = result.Given(_testFraction) ?? 0;
            if (!(valid > 0 && test >= 0 && valid + test < 1))
                result.AddError($"--valid-fraction must be above 0 and with --test-fraction below 1; got {valid} and {test}.");
            if (test > 0 && result.GetResult(_test) is not null)
                result.AddError("--test and --test-fraction exclude each other: give a folder or a share.");
            if (result.GetResult(_from) is not null && result.GetResult(_weights) is not null)
                result.AddError("--from and --weights exclude each other: give the model to go on from, or the weights to start with.");
            if (result.Given(_sure) is { } sure && sure is not (>= 0 and <= 1))
                result.AddError($"--sure takes a share up to 1, or 0 for never; got {sure}.");
            if (result.Given(_folds) == 1)
                result.AddError("--folds takes 2 or more, or 0 for none; got 1.");
            _labels.Validate(result, _folder);
            _recipe.Validate(result);
            _training.Validate(result);
        }
        catch (InvalidOperationException)
        {
            // An option that cannot be read, such as one given twice, is reported on its own account.
        }
    }

    private static Option<int> Count(string name, string description, int usual, int least) =>
        NumberOption.Create(name, $"{description} Default: {usual}.", least, int.MaxValue);
}
