using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Emblem.Foundation;

namespace Emblem.Compute.Kernels;

/// <summary>
/// Kernels and what is known of them as lines of JSON, in the user's cache and between processes; by generated code, since predicting needs it and a
/// program that predicts may be trimmed.
/// </summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(KernelAnswer))]
[JsonSerializable(typeof(KernelTrialRequest))]
internal sealed partial class KernelJson : JsonSerializerContext
{
    private static readonly KernelJson Lines = new(new JsonSerializerOptions(SnakeCaseJson.Options));

    public static string Write(KernelAnswer answer) => JsonSerializer.Serialize(answer, Lines.KernelAnswer);

    public static string Write(KernelTrialRequest request) => JsonSerializer.Serialize(request, Lines.KernelTrialRequest);

    /// <summary>Null for a line that is torn or of another making.</summary>
    public static KernelAnswer? ReadAnswer(string line) => Read(line, Lines.KernelAnswer);

    /// <inheritdoc cref="ReadAnswer"/>
    public static KernelTrialRequest? ReadRequest(string line) => Read(line, Lines.KernelTrialRequest);

    private static T? Read<T>(string line, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(line, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
