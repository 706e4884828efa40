namespace Emblem.Cli.Quickstart;

/// <summary>What the sample web server answers at one address.</summary>
/// <param name="ContentType">As a careless server sends it: by the address's ending, not by the bytes.</param>
/// <param name="Body">The bytes; empty for a redirect.</param>
/// <param name="Location">Where to look instead, or null for an answer of its own.</param>
/// <param name="Delay">Time before the first byte.</param>
internal sealed record SampleAnswer(string ContentType, byte[] Body, string? Location = null, TimeSpan Delay = default);
