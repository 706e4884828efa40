using System.Globalization;

namespace Emblem.Acquisition.Verification;

/// <summary>What came of a question to a worker.</summary>
/// <param name="Line">Its answer, or null when it gave none.</param>
/// <param name="Fault">Why it gave none, in the words of a row.</param>
internal sealed record WorkerAnswer(string? Line, string Fault)
{
    public const string Crashed = "the decoder crashed on it";

    public static WorkerAnswer TookTooLong(TimeSpan limit) =>
        new(null, string.Create(CultureInfo.InvariantCulture, $"not decoded within {limit.TotalSeconds:0.#} s"));

    public static WorkerAnswer TookTooMuch(long limit) =>
        new(null, string.Create(CultureInfo.InvariantCulture, $"takes more than {limit / 1e6:N0} MB of memory to decode"));
}
