using Emblem.Foundation;
using Emblem.Runs;
using Emblem.Training;

namespace Emblem.Studio.Train;

/// <summary>What the lines of a run's events come to: where it is, its curves, its epochs, its scores.</summary>
public sealed class RunStory
{
    private const string Accuracy = "accuracy";
    private const int PaceLines = 16;

    private readonly SortedDictionary<int, double> _losses = [];
    private readonly SortedDictionary<(int Fit, int Epoch), EpochRow> _epochs = [];
    private readonly Queue<RunEventLine> _pace = new();
    private readonly List<string> _notes = [];
    private int _validation;
    private bool _isInFolds;
    private EpochRow? _latest;

    /// <summary>The stage that it is in.</summary>
    public string? Stage { get; private set; }

    /// <summary>The last line that said how far it is.</summary>
    public RunEventLine? Latest { get; private set; }

    /// <summary>The rates of the stage.</summary>
    public StageRates? Rates { get; private set; }

    /// <summary>How the process that wrote last ended; null while it goes on, or where it said nothing.</summary>
    public RunEventLine? Ending { get; private set; }

    /// <summary>The smoothed training loss after each batch that was told of.</summary>
    public IReadOnlyDictionary<int, double> Losses => _losses;

    public IReadOnlyCollection<EpochRow> Epochs => _epochs.Values;

    /// <summary>Whether a head was fitted, from which the epochs start: then none of them is chosen, and the last is compared with that head.</summary>
    public bool HasHead { get; private set; }

    /// <summary>Whether that head is the model that is kept, and not the last epoch's; null before they were compared, and where an earlier version wrote the lines.</summary>
    public bool? KeepsHead { get; private set; }

    /// <summary>Warnings, and what else a person should know.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>How the pictures were divided, in a line.</summary>
    public string? Division { get; private set; }

    public RunScore? Validation { get; private set; }

    public RunScore? Test { get; private set; }

    /// <summary>Trained on a second, over the last lines; null before anything is known of it.</summary>
    public double? PicturesPerSecond
    {
        get
        {
            if (_pace.Count < 2)
                return null;
            (RunEventLine first, RunEventLine last) = (_pace.First(), _pace.Last());
            double seconds = (last.Time - first.Time).TotalSeconds;
            return seconds > 0 ? (last.Done - first.Done) * last.Pictures / seconds : null;
        }
    }

    /// <summary>As long as the rest takes at the pace so far.</summary>
    public TimeSpan? LeftAt(DateTimeOffset now) => Latest?.Progress?.Left is { } left ? TimeSpan.FromSeconds(Math.Max(0, (left - (now - Latest.Time)).TotalSeconds)) : null;

    public void Add(RunEventLine line)
    {
        if (line.Progress is not null)
            Latest = line;
        switch (line)
        {
            case { Event: RunEventLine.Begun }:
                (Ending, _isInFolds) = (null, false);
                break;
            case { Event: RunEventLine.Finished or RunEventLine.Stopped or RunEventLine.Failed }:
                Ending = line;
                break;
            case { Event: "stage_begun" }:
                (Stage, Rates) = (line.Stage, line.Rates);
                _pace.Clear();
                break;
            case { Batch: { } batch }:
                Train(line, batch);
                break;

            // The models of a cross-validation are none that is kept.
            case { Epoch: not null } or { Event: "better_model_found" or "head_fitted" or "head_compared" } when _isInFolds:
                break;
            case { Epoch: { } epoch }:
                _epochs[(epoch.Fit, epoch.Epoch)] = _latest = new EpochRow(epoch, IntervalOf(epoch));
                break;
            case { Event: "better_model_found" } when _latest is not null:
                _latest.IsBetter = true;
                break;
            case { Event: "pictures_divided" }:
                (Division, _validation) = (line.Text, line.ValidationPictures ?? 0);
                break;
            case { Event: "test_scored" }:
                Test = line.Score;
                break;
            case { Event: "model_interpreted" }:
                Validation = line.Score;
                break;
            case { Event: "fold_begun" }:
                _isInFolds = true;
                Note(line);
                break;
            case { Event: "head_fitted" }:
                HasHead = true;
                Note(line);
                break;
            case { Event: "head_compared" }:
                KeepsHead = line.KeepsHead;
                _latest?.IsBetter = KeepsHead == false;
                Note(line);
                break;
            case { IsWarning: true } or { Event: "run_note" or "weights_chosen" or "rates_found" or "answers_calibrated" or "start_measured" }:
                Note(line);
                break;
        }
    }

    private void Note(RunEventLine line)
    {
        if (!_notes.Contains(line.Text))
            _notes.Add(line.Text);
    }

    private void Train(RunEventLine line, BatchRecord batch)
    {
        Stage = line.Stage;
        if (double.IsFinite(batch.SmoothedLoss) && !_isInFolds)
            _losses[batch.Iteration + 1] = batch.SmoothedLoss;

        // A run that was gone on with does some batches again.
        if (_pace.TryPeek(out RunEventLine? first) && first.Done > line.Done)
            _pace.Clear();
        _pace.Enqueue(line);
        if (_pace.Count > PaceLines)
            _pace.Dequeue();
    }

    private ScoreInterval? IntervalOf(EpochRecord epoch)
    {
        double accuracy = epoch.Metrics.FirstOrDefault(metric => metric.Name == Accuracy) is { Name: not null } found ? found.Value : double.NaN;
        return _validation > 0 && accuracy is >= 0 and <= 1 ? ScoreInterval.Wilson((int)Math.Round(accuracy * _validation), _validation) : null;
    }
}

/// <summary>An epoch of the table.</summary>
/// <param name="epoch">Its losses and metrics.</param>
/// <param name="accuracy">With its interval; null where it was not measured.</param>
public sealed class EpochRow(EpochRecord epoch, ScoreInterval? accuracy)
{
    public EpochRecord Epoch => epoch;

    public ScoreInterval? Accuracy => accuracy;

    /// <summary>Whether its model was better than all before.</summary>
    public bool IsBetter { get; set; }
}
