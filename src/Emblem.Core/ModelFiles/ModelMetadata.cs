using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.ModelFiles;

/// <summary>
/// What a saved model knows of itself, beside its weights: enough to open and use it with nothing else at hand. Stored as one JSON text
/// under the key <c>emblem</c> of the safetensors metadata. Holds no date, duration, host name or path, so equal runs give equal files.
/// </summary>
/// <param name="Architecture">A name in the catalogue, for example <c>resnet34</c>.</param>
/// <param name="Classes">Class names in index order.</param>
/// <param name="Preprocessing">What was done to pictures before the network saw them.</param>
/// <param name="Head">The classifier on the architecture's body.</param>
/// <param name="Provenance">How the weights came about.</param>
public sealed record ModelMetadata(
    [property: JsonPropertyOrder(-2)] string Architecture,
    IReadOnlyList<string> Classes,
    Preprocessing Preprocessing,
    HeadDescription Head,
    TrainingProvenance Provenance)
{
    private const string Key = "emblem";
    private const int CurrentVersion = 2;

    /// <summary><inheritdoc cref="ModelMetadata" path="/param[@name='Classes']/node()"/></summary>
    // A property that is written out comes after the others in JSON unless it says otherwise: files keep the order of the parameters.
    [JsonPropertyOrder(-1)]
    public IReadOnlyList<string> Classes { get; init => field = Listing.Of(value); } = Listing.Of(Classes);

    /// <summary>The format's version; earlier ones are read, files of a later one are refused.</summary>
    public int FormatVersion { get; init; } = CurrentVersion;

    /// <summary>
    /// When a picture is neither of the classes; null where nothing was kept to tell by. A file says it only where there is something to say, so older
    /// programs read such files too and predict as they did.
    /// </summary>
    public NoveltyRule? Novelty { get; init; }

    /// <summary>
    /// How logits become an answer; null where nothing was found out, so as they are, and every picture gets one. Files and older programs as for
    /// <see cref="Novelty"/>.
    /// </summary>
    public AnswerRule? Answers { get; init; }

    /// <summary>The metadata of a safetensors file.</summary>
    public IReadOnlyDictionary<string, string> ToHeader() =>
        Listing.Of<string, string>(new Dictionary<string, string> { [Key] = JsonSerializer.Serialize(this, ModelJson.OfEmblem.ModelMetadata) });

    /// <summary>Whether a file describes itself as an Emblem model; <see cref="Read"/> then says which.</summary>
    public static bool IsIn(WeightsFile file) => file.Metadata.ContainsKey(Key);

    /// <summary>Reads it back.</summary>
    /// <exception cref="ModelFileException">The file holds no Emblem model.</exception>
    /// <exception cref="ModelFileTooNewException">Its format is a later one.</exception>
    /// <exception cref="ModelFileDamagedException">What it says of itself cannot be.</exception>
    public static ModelMetadata Read(WeightsFile file)
    {
        if (!file.Metadata.TryGetValue(Key, out string? text))
        {
            throw new ModelFileException(
                $"{file.Path} holds weights but no Emblem model: its header lacks classes and preprocessing. "
                + "Give a file that 'emblem train' or Learner.Save wrote, or make one of it with 'emblem weights import'.");
        }

        try
        {
            using var description = JsonDocument.Parse(text);
            ModelMetadata read = OfAnyFormat(description.RootElement, file.Path);
            return read.Answers is { IsSound: false } rule ? throw new JsonException($"no answer follows from {rule}") : read;
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException or InvalidOperationException or FormatException)
        {
            throw new ModelFileDamagedException($"The model description in {file.Path} is damaged: {fault.Message}", fault);
        }
    }

    private static ModelMetadata OfAnyFormat(JsonElement description, string path)
    {
        if (description.ValueKind != JsonValueKind.Object)
            throw new JsonException("it is no JSON object");
        int version = description.TryGetProperty("format_version", out JsonElement said) ? said.GetInt32() : 1;
        if (version > CurrentVersion)
            throw new ModelFileTooNewException($"{path} has format {version}; this version reads up to {CurrentVersion}. Update Emblem.");
        if (version == CurrentVersion)
            return DescriptionReader.Read(description);
        JsonObject earlier = JsonObject.Create(description)!;
        ModelFormat1.Upgrade(earlier, CurrentVersion);
        using var upgraded = JsonDocument.Parse(earlier.ToJsonString());
        return DescriptionReader.Read(upgraded.RootElement);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Architecture}, head {Head}, {ValueText.Count(Classes.Count, "class", "classes")} {Classes}, {ValueText.Count(Preprocessing.Width)} x {ValueText.Count(Preprocessing.Height)} pixels, started from {Provenance.StartedFrom}";
}
