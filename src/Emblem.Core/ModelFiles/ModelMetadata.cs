using System.Text.Json;
using System.Text.Json.Serialization;
using Emblem.Imaging;

namespace Emblem.ModelFiles;

/// <summary>
/// What a saved model knows of itself, beside its weights: enough to open and use it with nothing else at hand. Stored as one JSON text
/// under the key <c>emblem</c> of the safetensors metadata. Holds no date, duration, host name or path, so equal runs give equal files.
/// </summary>
/// <param name="Architecture">A name in the catalogue, for example <c>resnet34</c>.</param>
/// <param name="Classes">Class names in index order.</param>
/// <param name="Preprocessing">What was done to pictures before the network saw them.</param>
/// <param name="FinalNorm">Whether the head ends in batch norm, fast.ai's <c>bn_final</c>.</param>
/// <param name="StartedFrom">Where the weights came from before training, in a few words, for example <c>random</c>.</param>
public sealed record ModelMetadata(
    string Architecture, IReadOnlyList<string> Classes, Preprocessing Preprocessing, bool FinalNorm, string StartedFrom)
{
    private const string Key = "emblem";
    private const int CurrentVersion = 1;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The format's version; files of a later one are refused.</summary>
    public int FormatVersion { get; init; } = CurrentVersion;

    /// <summary>The metadata of a safetensors file.</summary>
    public IReadOnlyDictionary<string, string> ToHeader() => new Dictionary<string, string> { [Key] = JsonSerializer.Serialize(this, Json) };

    /// <summary>Reads it back.</summary>
    /// <exception cref="ModelFileException">The file holds no Emblem model, or one of a later format.</exception>
    public static ModelMetadata Read(WeightsFile file)
    {
        if (!file.Metadata.TryGetValue(Key, out string? text))
        {
            throw new ModelFileException(
                $"{file.Path} holds weights but no Emblem model: its header lacks classes and preprocessing. "
                + "Give a file that 'emblem train' or Learner.Save wrote.");
        }

        try
        {
            ModelMetadata found = JsonSerializer.Deserialize<ModelMetadata>(text, Json) ?? throw new JsonException("it is null");
            return found.FormatVersion <= CurrentVersion
                ? found
                : throw new ModelFileException(
                    $"{file.Path} has format {found.FormatVersion}; this version reads up to {CurrentVersion}. Update Emblem.");
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException)
        {
            throw new ModelFileException($"The model description in {file.Path} is damaged: {fault.Message}", fault);
        }
    }
}
