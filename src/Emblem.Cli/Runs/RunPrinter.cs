using System.Globalization;
using Emblem.Cli.Terminal;
using Emblem.Compute.Memory;
using Emblem.Foundation;
using Emblem.Interpretation;
using Emblem.Runs;
using Emblem.Training;

namespace Emblem.Cli.Runs;

/// <summary>Prints a run's events: its one progress, fast.ai's table of epochs, and what each stage found.</summary>
/// <param name="output">Where to.</param>
/// <param name="bar">Shows how much of the whole run is done, in hundredths.</param>
internal sealed class RunPrinter(CommandOutput output, IProgress<StepProgress> bar)
{
    /// <summary>What the bar is called unless it is told otherwise.</summary>
    public const string Name = "training";

    private const int Hundredths = 100;
    private const int MostPairs = 10;

    private EpochTable _epochs = new();
    private TrainingPace? _pace;
    private string _stage = "";

    /// <summary>What the bar is called.</summary>
    public string Work { get; init; } = Name;

    public void On(RunEvent happened)
    {
        switch (happened)
        {
            case StageBegun begun:
                Begin(begun);
                break;
            case StageAdvanced advanced:
                if (advanced.Step.Note is { } note)
                    output.Detail($"  {note}");
                Advance(advanced.Progress, $"{advanced.Stage} {advanced.Step.Done}/{advanced.Step.Total}, {TrainingPace.Left(advanced.Progress)}");
                break;
            case BatchTrained batch:
                _pace ??= new TrainingPace(batch.Pictures, TimeProvider.System);
                _pace.Add(batch.Batch.SmoothedLoss);
                Advance(batch.Progress, $"{batch.Stage} {batch.Done}/{batch.Total}, {_pace.Status(batch.Progress)}");
                break;
            case EpochTrained epoch:
                foreach (string line in _epochs.Add(epoch.Epoch))
                    output.Line(line);
                break;
            case PicturesDivided divided:
                SplitTable.Print(divided.Split, output);
                NotesTable.Print(divided.Split.Notes, output);
                break;
            case RatesFound rates:
                output.Line($"Min numerical gradient: {Scientific(rates.Search.MinimumGradient)}");
                output.Line($"Min loss divided by 10: {Scientific(rates.Search.MinimumLossOverTen)}");
                break;
            case HeadFitted head:
                HeadReport.Print(head.Fit, output);
                break;
            case ModelInterpreted interpreted:
                output.Line(interpreted.ToString());
                Print(interpreted.Interpretation);
                break;
            case AnswersCalibrated answers:
                output.Line(answers.Found.TemperatureWords);
                output.Line(answers.Found.ThresholdWords);
                break;
            case FoldBegun or CurveTrainingBegun:
                End();
                output.Heading(happened.ToString());
                break;
            case FileWritten or RanksPaced:
                output.Detail(happened.ToString());
                break;
            case PieceMissing missing:
                output.Warning($"The run goes on without {missing.Piece}: {missing.Reason}");
                break;
            case RunNote { IsWarning: true } warning:
                output.Warning(warning.Text);
                break;
            default:
                output.Line(happened.ToString());
                break;
        }
    }

    /// <summary>The run has ended.</summary>
    public void Finish()
    {
        End();
        bar.Report(new StepProgress(Work, Hundredths, Hundredths));
    }

    private void End()
    {
        if (_pace is not null)
            output.Line($"{_stage}: {_pace.Summary()}");
        (_pace, _epochs) = (null, new EpochTable());
    }

    private void Begin(StageBegun begun)
    {
        End();

        // Between two stages, on the thread that trains: the command has its process to itself.
        ProcessMemory.GiveBack();
        _stage = begun.Stage;
        output.Line(begun.ToString());
        Advance(begun.Progress, begun.Stage);
    }

    private void Advance(RunProgress progress, string status) =>
        bar.Report(new StepProgress(Work, (int)(progress.Share * Hundredths), Hundredths) { Status = status });

    private void Print(ClassificationInterpretation found)
    {
        IReadOnlyList<ConfusedPair> pairs = found.Confusion.MostConfused();
        if (pairs.Count > 0)
        {
            output.Heading("Most confused");
            output.Table(
                ["actual", "predicted", "count"],
                [.. pairs.Take(MostPairs).Select(pair => (string[])[pair.Actual, pair.Predicted, pair.Count.ToString(CultureInfo.InvariantCulture)])]);
            if (pairs.Count > MostPairs)
                output.Line($"… and {pairs.Count - MostPairs} more kinds of mistakes");
        }

        if (found.TopLosses.Count == 0)
            return;
        output.Heading("Top losses");
        output.Table(
            ["picture", "actual", "predicted", "loss", "probability"],
            [.. found.TopLosses.Select(loss => (string[])[loss.Path, loss.Actual, loss.Predicted, Short(loss.Loss), Short(loss.Probability)])]);
    }

    private static string Short(double value) => double.IsFinite(value) ? value.ToString("0.00", CultureInfo.InvariantCulture) : "none";

    private static string Scientific(double? rate) => rate?.ToString("0.00E+00", CultureInfo.InvariantCulture) ?? "none";
}
