namespace Emblem.IntegrationTests.Models;

/// <summary>What a client asked the server for.</summary>
/// <param name="Path">Of the address.</param>
/// <param name="Range">The header, empty where there was none.</param>
/// <param name="IfRange">The header, empty where there was none.</param>
internal sealed record WeightsRequest(string Path, string Range, string IfRange);
