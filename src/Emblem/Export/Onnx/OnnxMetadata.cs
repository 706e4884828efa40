using System.Text.Json;
using Emblem.ModelFiles;
using Emblem.ModelFiles.Onnx;

namespace Emblem.Export.Onnx;

/// <summary>What an exported model says of itself in free text.</summary>
internal static class OnnxMetadata
{
    /// <summary>The description under the key that every model's file has for it, and the class names by themselves for other programs.</summary>
    public static IReadOnlyDictionary<string, string> Of(ModelMetadata description) => new Dictionary<string, string>(description.ToHeader())
    {
        [OnnxInterface.LabelsKey] = JsonSerializer.Serialize(description.Classes, ModelJson.OfEmblem.IReadOnlyListString),
    };
}
