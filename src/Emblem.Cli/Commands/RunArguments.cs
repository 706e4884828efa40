using System.CommandLine;
using System.CommandLine.Parsing;
using Emblem.Cli.Runs;
using Emblem.Cli.Terminal;
using Emblem.Data;
using Emblem.Models;

namespace Emblem.Cli.Commands;

/// <summary>The data and model options that <c>train</c>, <c>find-rate</c>, <c>build</c> and <c>quickstart</c> share.</summary>
internal sealed class RunArguments
{
    private readonly Option<double> _validFraction = new("--valid-fraction")
    {
        Description = "The share of pictures held out for validation: the same of every class, copies on one side.",
        HelpName = "SHARE",
        DefaultValueFactory = _ => 0.2,
    };

    private readonly Option<string?> _valid = new("--valid") { Description = "A folder of validation pictures instead of a share.", HelpName = "DIR" };

    private readonly Option<double> _testFraction = new("--test-fraction")
    {
        Description = "The share set aside for one honest score at the end.",
        HelpName = "SHARE",
        DefaultValueFactory = _ => 0,
    };

    private readonly Option<string> _arch = new("--arch")
    {
        Description = $"{string.Join(", ", Architectures.All)}, or auto: that of the weights.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "auto",
    };

    private readonly Option<string> _weights = new("--weights")
    {
        Description = "Where training starts: auto, box (the ImageNet network that comes with the command), none (random), imagenet, a name of 'emblem weights list', or a file. auto: what this machine holds, else the box; with --arch that network's, from its host if need be.",
        HelpName = "CHOICE",
        DefaultValueFactory = _ => "auto",
    };

    private readonly Option<int> _size = Count("--size", "The side of the square that the network sees, in pixels.", 224, 32);
    private readonly Option<int> _batchSize = Count("--batch-size", "Pictures in a batch.", 32, 2);
    private readonly Option<string?> _resize = ResizeOptions.Resize();
    private readonly Option<string?> _resampling = ResizeOptions.Resampling();
    private readonly Option<int> _folds = NumberOption.Create(
        "--folds", "Also score the whole training by cross-validation with this many folds: takes as many more trainings. 0: none.", 0, 100);

    private readonly RecipeArguments _recipe = new();
    private readonly Option<bool> _flip = new("--flip") { Description = "Also train on mirrored pictures. Not for marks and text." };

    private readonly Option<string> _augment = AugmentOption.Create();

    private readonly Option<bool> _balanced = new("--balanced")
    {
        Description = "Show every class equally often in an epoch, however many pictures it has.",
    };

    private readonly Option<bool> _ignoreExif = OrientationOption.Create();

    private readonly Option<long> _seed = new("--seed")
    {
        Description = "Equal seeds give equal runs.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<int> _workers = Count(
        "--workers", "Threads that read pictures; changes the speed only.", Math.Min(4, Environment.ProcessorCount), 0);

    private readonly TrainingArguments _training = new();
    private readonly ComputeArguments _compute = ComputeArguments.ForTraining();

    private IReadOnlyList<Option> All =>
    [
        _validFraction, _valid, _testFraction, _folds, _arch, _weights, _size, _resize, _resampling, _batchSize,
        .. _recipe.All, _flip, _augment, _balanced, _ignoreExif, _seed, _workers, .. _compute.All,
    ];

    public RunArguments AddTo(Command verb)
    {
        foreach (Option option in All)
            verb.Add(option);
        _training.AddTo(verb);
        verb.Validators.Add(Validate);
        return this;
    }

    public RunOptions Read(ParseResult parsed, string data) => new()
    {
        Data = data,
        Valid = parsed.GetValue(_valid),
        ValidFraction = parsed.GetValue(_validFraction),
        TestFraction = parsed.GetValue(_testFraction),
        Arch = parsed.GetValue(_arch)!,
        Weights = parsed.GetValue(_weights)!,
        Size = parsed.GetValue(_size),
        BatchSize = parsed.GetValue(_batchSize),
        Asked = _recipe.Read(parsed),
        Folds = parsed.GetValue(_folds),
        Resize = ResizeOptions.ReadResize(parsed.GetValue(_resize)),
        Resampling = ResizeOptions.ReadResampling(parsed.GetValue(_resampling)),
        Flip = parsed.GetValue(_flip),
        Augment = AugmentOption.Read(parsed.GetValue(_augment)!),
        Sampling = parsed.GetValue(_balanced) ? PictureSampling.Balanced : PictureSampling.Shuffled,
        Orientation = OrientationOption.Read(parsed.GetValue(_ignoreExif)),
        Training = _training.Read(parsed),
        Seed = parsed.GetValue(_seed),
        Compute = _compute.Read(parsed).Resolve(),
    };

    public int ReadWorkers(ParseResult parsed) => parsed.GetValue(_workers);

    private void Validate(CommandResult result)
    {
        try
        {
            ValidateTogether(result);
        }
        catch (InvalidOperationException)
        {
            // An option that cannot be read, such as one given twice, is reported on its own account.
        }
    }

    private void ValidateTogether(CommandResult result)
    {
        double valid = Given(_validFraction);
        double test = Given(_testFraction);
        if (!(valid > 0 && test >= 0 && valid + test < 1))
            result.AddError($"--valid-fraction must be above 0 and with --test-fraction below 1; got {valid} and {test}.");
        if (Given(_folds) == 1)
            result.AddError("--folds takes 2 or more, or 0 for none; got 1.");
        _recipe.Validate(result);

        // At this point of parsing an option that was not given has no result yet, not even its default.
        T Given<T>(Option<T> option) => result.GetResult(option) is { } found ? found.GetValueOrDefault<T>() : option.HasDefaultValue ? (T)option.GetDefaultValue()! : default!;
    }

    private static Option<int> Count(string name, string description, int standard, int least)
    {
        Option<int> option = NumberOption.Create(name, description, least, int.MaxValue);
        option.DefaultValueFactory = _ => standard;
        return option;
    }
}
