using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Emblem.Imaging;

namespace Emblem.ModelFiles;

/// <summary>
/// How a model's description is read and written: by code that the compiler generates, so that a trimmed program opens models too. Generated code
/// gives a property that a file leaves out no initial value, so <see cref="Fill"/> writes the usual ones into the description first.
/// </summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ModelMetadata))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class ModelJson : JsonSerializerContext
{
    /// <summary>In the spelling of all of Emblem's JSON. Each enum is named, since finding them would be reflection.</summary>
    public static ModelJson OfEmblem { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters =
        {
            Words<HeadKind>(), Words<HeadPooling>(), Words<HeldOut>(), Words<PaddingMode>(), Words<PictureOrientation>(), Words<Resampling>(), Words<ResizeMethod>(),
        },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    });

    /// <summary>Adds what a description may leave out: it then is as in a description that says nothing of it.</summary>
    /// <exception cref="JsonException">It has a head of no known kind.</exception>
    public static void Fill(JsonObject description)
    {
        if (description["preprocessing"] is JsonObject preprocessing)
        {
            JsonObject usual = JsonSerializer.SerializeToNode(new Preprocessing(1, 1), OfEmblem.Preprocessing)!.AsObject();
            Take(preprocessing, usual, "resize", "statistics", "padding", "resampling", "crop_fraction", "orientation");
        }

        if (description["head"] is JsonObject head && head["kind"]?.Deserialize(OfEmblem.HeadKind) is { } kind)
            Take(head, JsonSerializer.SerializeToNode(new HeadDescription(kind), OfEmblem.HeadDescription)!.AsObject(), "hidden", "pooling", "final_norm");
        if (description["provenance"] is JsonObject provenance)
            provenance.TryAdd("fits", new JsonArray());
    }

    private static JsonStringEnumConverter<T> Words<T>()
        where T : struct, Enum => new(JsonNamingPolicy.SnakeCaseLower);

    private static void Take(JsonObject into, JsonObject usual, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
            into.TryAdd(name, usual[name]?.DeepClone());
    }
}
