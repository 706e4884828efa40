using System.Text.Json;
using System.Text.Json.Serialization;
using Emblem.Foundation;

namespace Emblem.Training.Recipes;

/// <summary>
/// How a model is trained, as a value that a JSON file holds and repeats: a head fitted on the frozen body, training by epochs, or first the one and
/// then the other. With both, what the epochs made replaces the fitted head only where its loss on the validation pictures, which taught
/// neither, is lower after the last epoch by more than one standard error. Equal when all values are equal.
/// </summary>
/// <param name="Name">For people, in a word.</param>
public sealed record TrainingRecipe(string Name)
{
    private static readonly JsonSerializerOptions Json = new(SnakeCaseJson.Indented)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>The head that is fitted at once, or null for none; needs weights that know something.</summary>
    public HeadRecipe? Head { get; init; }

    /// <summary>The training by epochs, or null for none.</summary>
    [JsonPropertyName("finetune")]
    public FineTuneRecipe? FineTune { get; init; }

    /// <summary>Reads a file that <see cref="Write"/> or a person wrote; values that it leaves out have their defaults.</summary>
    /// <exception cref="EmblemException">No such file, no JSON, a name or value that no recipe has, or nothing to do.</exception>
    /// <exception cref="NotTrimmableException">The program is trimmed.</exception>
    public static TrainingRecipe Read(string path)
    {
        if (!File.Exists(path))
            throw new EmblemException($"There is no recipe '{path}'. Give a JSON file, or one of {string.Join(", ", TrainingRecipes.All.Select(known => known.Name))}.");
        NotTrimmableException.ThrowIfTrimmed("recipes");
        try
        {
            return JsonSerializer.Deserialize<TrainingRecipe>(GivenText.Read(path).Text, Json) is { } read && read.DoesSomething
                ? read
                : throw new JsonException("it has neither 'head' nor 'finetune' with epochs, so nothing would be trained");
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException)
        {
            throw new EmblemException($"{path} is no recipe: {fault.Message}", fault);
        }
    }

    /// <summary>Writes it as JSON, atomically.</summary>
    /// <exception cref="NotTrimmableException">The program is trimmed.</exception>
    public void Write(string path)
    {
        NotTrimmableException.ThrowIfTrimmed("recipes");
        AtomicFile.WriteText(path, writer => writer.WriteLine(JsonSerializer.Serialize(this, Json)));
    }

    /// <summary>Whether anything would be trained.</summary>
    internal bool DoesSomething => Head is not null || FineTune is { FrozenEpochs: > 0 } or { UnfrozenEpochs: > 0 };
}
