using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Emblem.Foundation;
using Emblem.Training.Schedules;

namespace Emblem.Training.Recipes;

/// <summary>
/// Where the peak rates come from when everything learns. As text, in JSON and on the command line: <c>LOW..HIGH</c>, one number,
/// <c>find</c> or <c>rule</c>.
/// </summary>
[JsonConverter(typeof(AsText))]
public sealed record RateRule
{
    private const string FindText = "find";
    private const string RuleText = "rule";

    private readonly string _text;
    private readonly LearningRateRange? _given;

    private RateRule(string text, LearningRateRange? given = null) => (_text, _given) = (text, given);

    /// <summary>fast.ai's rule for fine-tuning: from lr/200 for the first layers to lr/2 for the head, lr being the frozen stage's rate.</summary>
    public static RateRule FastAi { get; } = new(RuleText);

    /// <summary>Between the rate finder's two suggestions.</summary>
    public static RateRule Found { get; } = new(FindText);

    /// <summary>These rates, spread geometrically from the first layers to the head.</summary>
    public static RateRule Of(LearningRateRange rates) => new(rates.ToString(), (rates.Low, rates.High));

    /// <summary>Reads the text; null when it is none of the four, or its rates are not above 0 and rising: <see cref="WhatIsWrong"/> says what.</summary>
    public static RateRule? Parse(string text) => text switch
    {
        FindText => Found,
        RuleText => FastAi,
        _ => WhatIsWrong(text) is null && Rates(text) is { } rates ? Of(rates) : null,
    };

    /// <summary>Why <see cref="Parse"/> reads no rule in a text: what came, what was expected and what to do, in a sentence. Null where it reads one.</summary>
    public static string? WhatIsWrong(string text) => text is FindText or RuleText ? null
        : Rates(text) is var (low, high) ? LearningRateRange.Fault(low, high, text.Split(".."))
        : $"Rates are LOW..HIGH such as 1e-5..1e-3, one number, '{FindText}' or '{RuleText}'; got '{text}'.";

    private static (double Low, double High)? Rates(string text)
    {
        double?[] rates = [.. text.Split("..").Select(part =>
            double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double rate) ? rate : (double?)null)];
        return rates.Length is 1 or 2 && rates is [{ } low, ..] && rates[^1] is { } high ? (low, high) : null;
    }

    /// <summary>The rates.</summary>
    /// <param name="rate">The frozen stage's.</param>
    /// <param name="found">The finder's result; needed for <see cref="Found"/>.</param>
    /// <exception cref="EmblemException">The finder found nothing.</exception>
    public LearningRateRange Choose(double rate, LearningRateSearch? found)
    {
        if (_text != FindText)
            return _given ?? (rate / 200, rate / 2);
        return found is { MinimumGradient: { } gradient, MinimumLossOverTen: { } tenth }
            ? (Math.Min(gradient, tenth), Math.Max(gradient, tenth))
            : throw new EmblemException("The search found no learning rates to use. Give rates instead of 'find', such as 1e-5..1e-3.");
    }

    /// <summary>The text.</summary>
    public override string ToString() => _text;

    private sealed class AsText : JsonConverter<RateRule>
    {
        public override RateRule Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            Parse(reader.GetString() ?? "") ?? throw new JsonException(WhatIsWrong(reader.GetString() ?? ""));

        public override void Write(Utf8JsonWriter writer, RateRule value, JsonSerializerOptions options) => writer.WriteStringValue(value._text);
    }
}
