using System.Text.Json;
using System.Text.Json.Serialization;
using Emblem.Foundation;
using Emblem.Models;

namespace Emblem.Cli.Runs;

/// <summary>
/// Everything that decides the result of a training run, as <c>options.json</c> keeps it. What changes only its speed or its date is in
/// <see cref="RunInfo"/>, so equal runs give equal files.
/// </summary>
internal sealed record RunOptions
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        WriteIndented = true,
        NewLine = "\n",
    };

    /// <summary>The folder of training pictures.</summary>
    public required string Data { get; init; }

    /// <summary>A folder of validation pictures, or null to hold a share of the others out.</summary>
    public string? Valid { get; init; }

    public double ValidFraction { get; init; } = 0.2;

    public double TestFraction { get; init; }

    /// <summary>A name in the catalogue; never <c>auto</c> once a run has begun.</summary>
    public string Arch { get; init; } = "auto";

    public string Weights { get; init; } = "auto";

    public int Size { get; init; } = 224;

    public int BatchSize { get; init; } = 32;

    public int Epochs { get; init; } = 5;

    public int UnfrozenEpochs { get; init; } = 5;

    /// <summary>The first stage's peak rate.</summary>
    public double Lr { get; init; } = 3e-3;

    /// <summary><c>LOW..HIGH</c>, <c>find</c>, or null for fast.ai's rule.</summary>
    public string? UnfrozenLr { get; init; }

    /// <summary>Whether learning rates are searched.</summary>
    public bool Find { get; init; } = true;

    /// <summary>Whether pictures may be mirrored: wrong for text and most marks.</summary>
    public bool Flip { get; init; }

    /// <summary>How training pictures are changed.</summary>
    public AugmentPreset Augment { get; init; } = AugmentPreset.Standard;

    /// <summary>What batch norms do in frozen layers.</summary>
    public FrozenBatchNorm FrozenNorm { get; init; } = FrozenBatchNorm.Train;

    /// <summary>What training makes small, mixes, measures and watches.</summary>
    public TrainingChoices Training { get; init; } = new();

    public long Seed { get; init; } = 1;

    /// <summary>Torch's threads: they change the last bits of a result.</summary>
    public int Threads { get; init; }

    public static RunOptions Read(string path)
    {
        if (!File.Exists(path))
            throw new EmblemException($"There is no '{path}'. Give a folder that 'emblem train --out' or 'emblem build --out' made.");
        try
        {
            return JsonSerializer.Deserialize<RunOptions>(File.ReadAllText(path), Json)!;
        }
        catch (JsonException fault)
        {
            throw new EmblemException($"{path} is damaged: {fault.Message}", fault);
        }
    }

    public void Write(string path) => AtomicFile.WriteText(path, writer => writer.WriteLine(JsonSerializer.Serialize(this, Json)));
}
