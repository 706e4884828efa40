using System.Text.Json;
using System.Text.Json.Serialization;
using Emblem.Foundation;
using Emblem.Training;

namespace Emblem.Runs;

/// <summary>
/// A <see cref="RunEvent"/> as a line of JSON, for whoever watches a run from outside its process: what it says to people, and the numbers that it has. What an event
/// has not is null and not written; what is no number, such as the loss of a training that failed, is written as null.
/// </summary>
/// <param name="Event">What happened: the event's type in snake_case, such as <c>epoch_trained</c>, or how the run began or ended, such as <see cref="Begun"/>.</param>
/// <param name="Time">When.</param>
/// <param name="Text">A line for people.</param>
public sealed record RunEventLine(string Event, DateTimeOffset Time, string Text)
{
    /// <summary>A process begins with the run, or goes on with it.</summary>
    public const string Begun = "run_begun";

    /// <summary>The run is whole.</summary>
    public const string Finished = "run_finished";

    /// <summary>Somebody stopped it.</summary>
    public const string Stopped = "run_stopped";

    /// <summary>Something was wrong; the text says what.</summary>
    public const string Failed = "run_failed";

    private static readonly JsonSerializerOptions Json = new(SnakeCaseJson.Options)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new FiniteNumber(), new Seconds() },
    };

    /// <summary>The stage that begins or goes on.</summary>
    public string? Stage { get; init; }

    /// <summary>Of the whole run.</summary>
    public RunProgress? Progress { get; init; }

    /// <summary>Steps or batches of the stage so far.</summary>
    public int? Done { get; init; }

    /// <summary>All of them; of folds and trainings too.</summary>
    public int? Total { get; init; }

    /// <summary>Pictures of a batch; of a division or a training, all that are used.</summary>
    public int? Pictures { get; init; }

    /// <summary>Of a division, those that validate.</summary>
    public int? ValidationPictures { get; init; }

    /// <summary>Which epoch of its stage (from 0), fold or training (from 1).</summary>
    public int? Number { get; init; }

    /// <summary>Of a stage that trains by epochs.</summary>
    public StageRates? Rates { get; init; }

    /// <summary>A batch's losses and rates.</summary>
    public BatchRecord? Batch { get; init; }

    /// <summary>An epoch's row of the table.</summary>
    public EpochRecord? Epoch { get; init; }

    /// <summary>What <see cref="Value"/> measures.</summary>
    public string? Measure { get; init; }

    /// <summary>A better model's measure, or a loss.</summary>
    public double? Value { get; init; }

    /// <summary>Of a fitted head that was compared with what the epochs made of it: whether it is kept.</summary>
    public bool? KeepsHead { get; init; }

    /// <summary>A search for rates.</summary>
    public LearningRateSearch? Search { get; init; }

    /// <summary>Which pictures were scored: <c>validation</c> or <c>test</c>.</summary>
    public string? On { get; init; }

    /// <summary>How many of them are right.</summary>
    public RunScore? Score { get; init; }

    /// <summary>A file that is there now, or a piece that is missing.</summary>
    public string? File { get; init; }

    /// <summary>Whether something is not as it should be.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsWarning { get; init; }

    /// <summary>The line of an event.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="time">When.</param>
    public static RunEventLine Of(RunEvent happened, DateTimeOffset time)
    {
        ArgumentNullException.ThrowIfNull(happened);
        var line = new RunEventLine(JsonNamingPolicy.SnakeCaseLower.ConvertName(happened.GetType().Name), time, $"{happened}");
        return happened switch
        {
            StageBegun begun => line with { Stage = begun.Stage, Progress = begun.Progress, Rates = begun.Rates },
            StageAdvanced on => line with { Stage = on.Stage, Progress = on.Progress, Done = on.Step.Done, Total = on.Step.Total },
            BatchTrained on => line with { Stage = on.Stage, Progress = on.Progress, Done = on.Done, Total = on.Total, Pictures = on.Pictures, Batch = on.Batch },
            EpochTrained trained => line with { Epoch = trained.Epoch, Number = trained.Epoch.Epoch },
            BetterModelFound better => line with { Number = better.Epoch, Measure = better.Measure, Value = better.Value },
            StartMeasured start => line with { Measure = ValidLoss, Value = start.Validation.Loss },
            PicturesDivided divided => line with
            {
                Pictures = divided.Split.Training.Count + divided.Split.Validation.Count + divided.Split.Test.Count,
                ValidationPictures = divided.Split.Validation.Count,
            },
            RatesFound rates => line with { Search = rates.Search },
            HeadFitted head => line with { Measure = ValidLoss, Value = head.Fit.ValidLoss },
            HeadCompared compared => line with { KeepsHead = compared.Outcome.KeepsHead },
            ModelInterpreted interpreted => line with { On = interpreted.On.Name, Score = interpreted.Score },
            TestScored tested => line with { On = JudgedPictures.Test.Name, Score = tested.Score },
            FoldBegun fold => line with { Number = fold.Fold, Total = fold.Total },
            CurveTrainingBegun training => line with { Number = training.Number, Total = training.Total, Pictures = training.Pictures },
            FileWritten written => line with { File = written.Path },
            PieceMissing missing => line with { File = missing.Piece, IsWarning = true },
            RunNote note => line with { Text = note.Text, IsWarning = note.IsWarning },

            // Their words are all that a page needs.
            _ => line,
        };
    }

    /// <summary>Reads one.</summary>
    /// <param name="json">A line.</param>
    /// <returns>Null where it is none, such as one that a killed process had not finished.</returns>
    public static RunEventLine? Parse(string json)
    {
        NotTrimmableException.ThrowIfTrimmed("events of runs");
        try
        {
            return JsonSerializer.Deserialize<RunEventLine>(json, Json) is { Event: not null, Text: not null } line ? line : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>As JSON, without a line break.</summary>
    public string ToJson()
    {
        NotTrimmableException.ThrowIfTrimmed("events of runs");
        return JsonSerializer.Serialize(this, Json);
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private const string ValidLoss = "valid_loss";

    /// <summary>JSON has no NaN and no infinity.</summary>
    private sealed class FiniteNumber : JsonConverter<double>
    {
        public override bool HandleNull => true;

        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value))
                writer.WriteNumberValue(value);
            else
                writer.WriteNullValue();
        }
    }

    /// <summary>Durations as every language reads them.</summary>
    private sealed class Seconds : JsonConverter<TimeSpan>
    {
        // Estimates at the first step of a long run may be any number.
        private static readonly double Most = TimeSpan.MaxValue.TotalSeconds / 2;

        public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => TimeSpan.FromSeconds(Math.Clamp(reader.GetDouble(), -Most, Most));

        public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) => writer.WriteNumberValue(Math.Round(value.TotalSeconds, 3));
    }
}
