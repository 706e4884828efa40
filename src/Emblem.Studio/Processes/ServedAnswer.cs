using System.Text.Json;

namespace Emblem.Studio.Processes;

/// <summary>What <c>POST /predict</c> answers.</summary>
/// <param name="Prediction">The most probable class.</param>
/// <param name="Probabilities">By class.</param>
/// <param name="Reason">Why there is none to go by; null when there is one.</param>
/// <param name="IsNeither">Whether it is probably neither of the classes.</param>
/// <param name="IsUnsure">Whether the model is not sure enough of it.</param>
internal sealed record ServedAnswer(string Prediction, IReadOnlyDictionary<string, float> Probabilities, string? Reason, bool? IsNeither, bool? IsUnsure)
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>What it comes to, in a line.</summary>
    public string Verdict => Words.Text.Of(IsNeither == true ? Words.UseWords.Neither : IsUnsure == true ? Words.UseWords.Unsure : Words.UseWords.Sure, Prediction, Foundation.ProbabilityText.Percent(Probabilities[Prediction]));

    /// <summary>The most probable first.</summary>
    public IEnumerable<(string Class, float Probability)> Ranked => Probabilities.OrderByDescending(one => one.Value).Select(one => (one.Key, one.Value));
}
