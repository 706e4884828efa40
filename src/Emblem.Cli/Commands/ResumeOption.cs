using System.CommandLine;
using System.CommandLine.Parsing;
using Emblem.Cli.Terminal;
using Emblem.Runs;

namespace Emblem.Cli.Commands;

/// <summary><c>--resume RUN</c> and <c>--checkpoint-minutes</c> of <c>emblem train</c>.</summary>
internal sealed class ResumeOption
{
    private const double MostMinutes = 24 * 60;

    // Neither changes a result.
    private static readonly string[] Allowed = ["--resume", "--workers", "--checkpoint-minutes", "--events", CommonOptions.Json.Name, CommonOptions.Verbose.Name];

    private readonly Option<string?> _resume = new Option<string?>("--resume")
    {
        Description = "Go on with a run that was interrupted, by its own options, to the result it would have had.",
        HelpName = "RUN",
    }.FirstIn(HelpGroup.Run);

    private readonly Option<double> _minutes = NumberOption.Create(
        "--checkpoint-minutes", $"Save a checkpoint so often within an epoch, and after each; 0 after every batch. Default: {TrainingPlan.UsualCheckpointInterval.TotalMinutes}.", 0, MostMinutes).In(HelpGroup.Run);

    /// <summary>Adds both, and the rule that a run is either begun or resumed.</summary>
    /// <param name="verb">Training.</param>
    /// <param name="data">The pictures, given for a new run alone.</param>
    /// <param name="folder">The run's folder, given for a new run alone.</param>
    /// <param name="dryRun">Writes nothing, so it needs no folder.</param>
    public ResumeOption AddTo(Command verb, Argument<string?> data, Option<string?> folder, Option<bool> dryRun)
    {
        verb.Add(_resume);
        verb.Add(_minutes);
        verb.Validators.Add(result =>
        {
            if (result.GetResult(_resume) is null)
            {
                if (result.GetResult(data) is not { Tokens.Count: 1 } || (result.GetResult(folder) is null && !result.GetValue(dryRun)))
                    result.AddError("Give a folder of pictures and --out RUN for a new run, or --resume RUN for an interrupted one.");
                return;
            }

            string[] others =
            [
                .. result.GetResult(data) is { Tokens.Count: > 0 } ? (string[])["DIR"] : [],
                .. result.Children.OfType<OptionResult>().Where(option => !option.Implicit && !Allowed.Contains(option.Option.Name)).Select(option => option.Option.Name),
            ];
            if (others.Length > 0)
                result.AddError($"--resume takes everything else from the run's own options.json; leave out {string.Join(", ", others)}.");
        });
        return this;
    }

    /// <summary>The run to resume, or null for a new one.</summary>
    public RunFolder? Read(ParseResult parsed) => parsed.GetValue(_resume) is { } path ? new RunFolder(path) : null;

    public TimeSpan? ReadInterval(ParseResult parsed) => parsed.Given(_minutes) is { } minutes ? TimeSpan.FromMinutes(minutes) : null;
}
