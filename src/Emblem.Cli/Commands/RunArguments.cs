using System.CommandLine;
using System.CommandLine.Parsing;
using Emblem.Cli.Runs;
using Emblem.Cli.Terminal;
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
        Description = $"{string.Join(", ", Architectures.All)}, or auto: that of the weights found, else resnet18.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "auto",
    };

    private readonly Option<string> _weights = new("--weights")
    {
        Description = "Where training starts: auto, none (random), imagenet, marks, a name of 'emblem weights list', or a file.",
        HelpName = "CHOICE",
        DefaultValueFactory = _ => "auto",
    };

    private readonly Option<int> _size = Count("--size", "The side of the square that the network sees, in pixels.", 224, 32);
    private readonly Option<int> _batchSize = Count("--batch-size", "Pictures in a batch.", 32, 2);
    private readonly Option<int> _epochs = Count("--epochs", "Epochs of the first stage, in which pretrained layers are frozen.", 5, 0);
    private readonly Option<int> _unfrozenEpochs = Count("--unfrozen-epochs", "Epochs of the second stage, in which everything learns.", 5, 0);

    private readonly Option<double> _lr = new("--lr")
    {
        Description = "The first stage's peak learning rate.",
        HelpName = "RATE",
        DefaultValueFactory = _ => 3e-3,
    };

    private readonly Option<string?> _unfrozenLr = new("--unfrozen-lr")
    {
        Description = "The second stage's peak rates, first layers to head, or 'find' for the finder's. Default: lr/200..lr/2.",
        HelpName = "LOW..HIGH|find",
    };

    private readonly Option<bool> _noFind = new("--no-find") { Description = "Do not search for learning rates." };
    private readonly Option<bool> _flip = new("--flip") { Description = "Also train on mirrored pictures. Not for marks and text." };

    private readonly Option<string> _augment = AugmentOption.Create();

    private readonly Option<string> _frozenNorm = FrozenNormOption.Create();

    private readonly Option<long> _seed = new("--seed")
    {
        Description = "Equal seeds give equal runs.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<int> _workers = Count(
        "--workers", "Threads that read pictures; changes the speed only.", Math.Min(4, Environment.ProcessorCount), 0);

    private readonly TrainingArguments _training = new();

    private IReadOnlyList<Option> All =>
    [
        _validFraction, _valid, _testFraction, _arch, _weights, _size, _batchSize, _epochs, _unfrozenEpochs,
        _lr, _unfrozenLr, _noFind, _flip, _augment, _frozenNorm, _seed, _workers,
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
        Epochs = parsed.GetValue(_epochs),
        UnfrozenEpochs = parsed.GetValue(_unfrozenEpochs),
        Lr = parsed.GetValue(_lr),
        UnfrozenLr = parsed.GetValue(_unfrozenLr),
        Find = !parsed.GetValue(_noFind),
        Flip = parsed.GetValue(_flip),
        Augment = AugmentOption.Read(parsed.GetValue(_augment)!),
        FrozenNorm = FrozenNormOption.Read(parsed.GetValue(_frozenNorm)!),
        Training = _training.Read(parsed),
        Seed = parsed.GetValue(_seed),
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
        if (!(Given(_lr) > 0))
            result.AddError($"--lr must be above 0; got {Given(_lr)}.");
        if (result.GetValue(_unfrozenLr) is { } rates && rates != UnfrozenRates.Find && UnfrozenRates.Parse(rates) is null)
            result.AddError(UnfrozenRates.Expected(rates));
        if (Given(_epochs) + Given(_unfrozenEpochs) == 0)
            result.AddError("--epochs and --unfrozen-epochs are both 0: nothing would be trained.");

        // At this point of parsing an option that was not given has no result yet, not even its default.
        T Given<T>(Option<T> option) => result.GetResult(option) is { } found ? found.GetValueOrDefault<T>() : (T)option.GetDefaultValue()!;
    }

    private static Option<int> Count(string name, string description, int standard, int least)
    {
        Option<int> option = NumberOption.Create(name, description, least, int.MaxValue);
        option.DefaultValueFactory = _ => standard;
        return option;
    }
}
