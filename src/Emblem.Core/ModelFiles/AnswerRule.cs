using System.Globalization;
using System.Text.Json.Serialization;

namespace Emblem.ModelFiles;

/// <summary>
/// How a model's logits become an answer: probabilities that say how often they are right, and which of them are too low to go by. The most probable class is
/// the same under every rule.
/// </summary>
/// <param name="Temperature">What logits are divided by before the softmax, above 0; 1 leaves them as they are. Above 1 the model was too sure of itself.</param>
/// <param name="Threshold">A picture whose most probable class has less, 0 to 1, is unsure; 0 where every picture gets an answer.</param>
/// <param name="WantedPrecision">How often answers were wanted to be right, 0 to 1; 0 where nobody asked.</param>
/// <param name="FittedOn">The pictures that chose the two.</param>
/// <param name="Pictures">How many they were.</param>
public sealed record AnswerRule(double Temperature, double Threshold, double WantedPrecision, HeldOut FittedOn, int Pictures)
{
    /// <summary>Whether an answer can be computed by it.</summary>
    [JsonIgnore]
    public bool IsSound => Temperature > 0 && double.IsFinite(Temperature) && Threshold is >= 0 and <= 1 && WantedPrecision is >= 0 and <= 1 && Pictures >= 0;

    /// <summary>The pictures that chose it, in words.</summary>
    internal string By => string.Create(CultureInfo.InvariantCulture, $"{Pictures} {FittedOn switch
    {
        HeldOut.OutOfFold => "pictures out of fold",
        HeldOut.Folds => "pictures of the cross-validation",
        _ => "validation pictures",
    }}");

    /// <summary>Logits as they are before the softmax.</summary>
    internal float[] Temper(float[] logits) => Temperature == 1 ? logits : Array.ConvertAll(logits, logit => (float)(logit / Temperature));

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"temperature {Temperature:0.###}, {(Threshold > 0 ? $"unsure below a probability of {Threshold:0.000}" : "never unsure")}, by {By}");
}
