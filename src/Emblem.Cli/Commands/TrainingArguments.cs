using System.CommandLine;
using System.CommandLine.Parsing;
using Emblem.Cli.Terminal;
using Emblem.Runs;
using Emblem.Training.Callbacks;
using Emblem.Training.Losses;
using Emblem.Training.Metrics;
using Emblem.Training.Mixing;

namespace Emblem.Cli.Commands;

/// <summary>What training makes small, mixes, measures and watches: options of every verb that trains.</summary>
internal sealed class TrainingArguments
{
    private const string None = "none";

    // A year: more is a slip of the keyboard.
    private const double MostMinutes = 525_600;
    private const string Balanced = "balanced";

    private readonly Option<string> _loss = Choice("--loss", "What training makes small; focal counts pictures less that are surely right.", [.. LossCatalogue.Names]).In(HelpGroup.Losses);

    private readonly Option<double?> _smoothing = NumberOption.CreateOptional(
        "--label-smoothing", "Share EPS of each label among all classes.", "EPS", 0.1, 0, 0.99).In(HelpGroup.Losses);

    private readonly Option<string> _classWeights = Choice("--class-weights", "Balanced lets every class count the same, however few its pictures.", None, Balanced).In(HelpGroup.Losses);

    private readonly Option<double?> _mixup = NumberOption.CreateOptional(
        "--mixup", "Train on sums of two pictures, with shares from Beta(ALPHA, ALPHA).", "ALPHA", new Mixup().Alpha, 1e-3, 1e3).In(HelpGroup.Losses);

    private readonly Option<double?> _cutmix = NumberOption.CreateOptional(
        "--cutmix", "Train on pictures with a rectangle of another, of an area by Beta(ALPHA, ALPHA).", "ALPHA", new CutMix().Alpha, 1e-3, 1e3).In(HelpGroup.Losses);

    private readonly Option<string?> _metrics = new Option<string?>("--metrics")
    {
        Description = $"What each epoch is measured by, separated by commas: {MetricCatalogue.Known}. Accuracy always is: it chooses the best epoch.",
        HelpName = "LIST",
    }.In(HelpGroup.Losses);

    private readonly Option<double?> _clip = new Option<double?>("--clip") { Description = "Shorten gradients of a larger norm to this one.", HelpName = "NORM" }.In(HelpGroup.Recipe);
    private readonly Option<int> _accumulate = NumberOption.Create("--accumulate", "Batches whose mean gradient makes one step. Default: 1.", 1, 100_000).In(HelpGroup.Recipe);

    private readonly Option<bool> _normsPerRank = new Option<bool>("--norms-per-rank")
    {
        Description = "Where mpirun started several processes: each takes the statistics of batch norms of its own pictures. Spares two small exchanges a norm; results then depend on how many there are.",
    }.In(HelpGroup.Recipe);

    private readonly Option<double?> _ema = NumberOption.CreateOptional(
        "--ema", "Validate and keep a moving average of the weights, of which each batch leaves DECAY.", "DECAY", new AveragedWeights().Decay, 1e-3, 0.999999).In(HelpGroup.Recipe);

    private readonly Option<int?> _earlyStop = NumberOption.CreateOptional(
        "--early-stop", "End a stage when more than PATIENCE epochs in a row have not lowered the validation loss.", "PATIENCE", 3, 0, 1_000_000).In(HelpGroup.Recipe);

    private readonly Option<double?> _timeBudget = new Option<double?>("--time-budget")
    {
        Description = "End training after this time, between two batches.",
        HelpName = "MINUTES",
    }.In(HelpGroup.Run);

    private readonly Option<bool> _tensorboard = new Option<bool>("--tensorboard") { Description = "Also log to RUN/tensorboard, for 'tensorboard --logdir'." }.In(HelpGroup.Run);

    public IReadOnlyList<Option> All =>
    [
        _loss, _smoothing, _classWeights, _mixup, _cutmix, _metrics, _clip, _accumulate, _normsPerRank, _ema, _earlyStop, _timeBudget, _tensorboard,
    ];

    /// <summary>Those that change what a training batch teaches.</summary>
    public IReadOnlyList<Option> OfBatches => [_loss, _smoothing, _classWeights, _mixup, _cutmix, _clip, _accumulate];

    public TrainingArguments AddTo(Command verb)
    {
        foreach (Option option in All)
            verb.Add(option);
        verb.Validators.Add(result =>
        {
            try
            {
                Validate(result);
            }
            catch (InvalidOperationException)
            {
                // An option that cannot be read, such as one given twice, is reported on its own account.
            }
        });
        return this;
    }

    public TrainingChoices Read(ParseResult parsed) => new()
    {
        Loss = parsed.GetValue(_loss) ?? new TrainingChoices().Loss,
        LabelSmoothing = parsed.GetValue(_smoothing),
        BalancesClasses = parsed.GetValue(_classWeights) == Balanced,
        Mixup = parsed.GetValue(_mixup),
        Cutmix = parsed.GetValue(_cutmix),
        Metrics = parsed.GetValue(_metrics) is { } names ? Names(names) : MetricCatalogue.Usual,
        Clip = parsed.GetValue(_clip),
        Accumulate = parsed.Given(_accumulate) ?? new TrainingChoices().Accumulate,
        NormsPerRank = parsed.GetValue(_normsPerRank),
        Ema = parsed.GetValue(_ema),
        EarlyStop = parsed.GetValue(_earlyStop),
        TimeBudget = parsed.GetValue(_timeBudget),
        Tensorboard = parsed.GetValue(_tensorboard),
    };

    /// <exception cref="InvalidOperationException">An option cannot be read.</exception>
    public void Validate(CommandResult result)
    {
        if (result.GetValue(_mixup) is not null && result.GetValue(_cutmix) is not null)
            result.AddError("--mixup and --cutmix were both given; a batch is mixed in one way, so give one.");
        if (result.GetValue(_smoothing) is not null && result.GetResult(_loss) is { Implicit: false } loss && loss.GetValueOrDefault<string>() == LossCatalogue.Focal)
            result.AddError("--label-smoothing goes with --loss cross-entropy; with focal leave it out.");
        foreach (Option<double?> option in (Option<double?>[])[_clip, _timeBudget])
        {
            if (result.GetValue(option) is not { } value)
                continue;
            if (!(value > 0 && double.IsFinite(value)))
                result.AddError($"{option.Name} takes a number above 0, got {value}.");
            else if (option == _timeBudget && value > MostMinutes)
                result.AddError($"{option.Name} takes at most {MostMinutes} minutes, got {value}.");
        }

        foreach (string name in Names(result.GetValue(_metrics) ?? "").Where(name => MetricCatalogue.Find(name) is null))
            result.AddError($"--metrics knows no '{name}'; it takes a list of {MetricCatalogue.Known}.");
    }

    private static string[] Names(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static Option<string> Choice(string name, string description, params string[] values)
    {
        var option = new Option<string>(name)
        {
            Description = description,
            HelpName = string.Join('|', values),
            DefaultValueFactory = _ => values[0],
        };
        return option.AcceptOnly(values);
    }
}
