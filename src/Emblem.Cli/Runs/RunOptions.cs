using System.Text.Json;
using System.Text.Json.Serialization;
using Emblem.Compute;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Training.Recipes;

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

    /// <summary>How it is trained; null until the starting weights are known, which decide what is best.</summary>
    public TrainingRecipe? Recipe { get; init; }

    /// <summary>What was asked about the recipe, from which it is made; null once it is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RecipeChoice? Asked { get; init; }

    /// <summary>Folds of a cross-validation that scores the whole training, or 0 for none.</summary>
    public int Folds { get; init; }

    /// <summary>How pictures of another shape are fitted; null until the recipe is known.</summary>
    public ResizeMethod? Resize { get; init; }

    /// <summary>How pixels of pictures that are not augmented are computed; null until recipe and weights are known.</summary>
    public Resampling? Resampling { get; init; }

    /// <summary>Whether pictures may be mirrored: wrong for text and most marks.</summary>
    public bool Flip { get; init; }

    /// <summary>How training pictures are changed.</summary>
    public AugmentPreset Augment { get; init; } = AugmentPreset.Standard;

    /// <summary>Which training pictures an epoch shows.</summary>
    public PictureSampling Sampling { get; init; }

    /// <summary>Whether pictures are turned as the camera noted.</summary>
    public PictureOrientation Orientation { get; init; }

    /// <summary>What training makes small, mixes, measures and watches.</summary>
    public TrainingChoices Training { get; init; } = new();

    public long Seed { get; init; } = 1;

    /// <summary>What computes, and how: it changes the last bits of a result. What a file does not say is settled here.</summary>
    public ComputePlan Compute { get; init; } = ComputeOptions.OwnProcess.Resolve();

    /// <summary>
    /// The same, with nothing left open: the recipe that suits the starting weights, and with a fitted head pictures prepared as those weights
    /// were evaluated, all of each picture; else as fast.ai prepares them.
    /// </summary>
    public RunOptions For(StartingWeights start)
    {
        TrainingRecipe recipe = Recipe ?? (Asked ?? new RecipeChoice()).Resolve(start.Weights is not null);
        return this with
        {
            Asked = null,
            Arch = start.Architecture.Name,
            Recipe = recipe,
            Resize = Resize ?? (recipe.Head is null ? ResizeMethod.Crop : ResizeMethod.Squish),
            Resampling = Resampling ?? (recipe.Head is null ? Imaging.Resampling.Sampled : start.Architecture.Preprocessing.Resampling),
        };
    }

    /// <summary>The options of a run that begins now: whole paths, since it is opened again from wherever its user then is.</summary>
    public RunOptions Begin() => this with
    {
        Data = Path.GetFullPath(Data),
        Valid = Valid is null ? null : Path.GetFullPath(Valid),
    };

    public static RunOptions Read(string path)
    {
        if (!File.Exists(path))
            throw new EmblemException($"There is no '{path}'. Give a folder that 'emblem train --out' or 'emblem build --out' made.");
        try
        {
            RunOptions options = JsonSerializer.Deserialize<RunOptions>(File.ReadAllText(path), Json)!;
            // No file says where tensors lie, since it changes no result.
            return options with { Compute = options.Compute with { TensorMemory = ComputeOptions.OwnProcess.TensorMemory } };
        }
        catch (JsonException fault)
        {
            throw new EmblemException($"{path} is damaged: {fault.Message}", fault);
        }
    }

    public void Write(string path) => AtomicFile.WriteText(path, writer => writer.WriteLine(JsonSerializer.Serialize(this, Json)));
}
