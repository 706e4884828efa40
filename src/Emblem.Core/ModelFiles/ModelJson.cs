using System.Text.Json;
using System.Text.Json.Serialization;
using Emblem.Imaging;

namespace Emblem.ModelFiles;

/// <summary>
/// How a model's description is written: by code that the compiler generates, so that a trimmed program writes models too.
/// <see cref="DescriptionReader"/> reads it, and has to know each new member and word.
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
    });

    private static JsonStringEnumConverter<T> Words<T>()
        where T : struct, Enum => new(JsonNamingPolicy.SnakeCaseLower);
}
