using Emblem.Acquisition;

namespace Emblem.Cli.Commands;

/// <summary>What <c>emblem verify</c> was asked for.</summary>
/// <param name="Folder">Verified with its subfolders.</param>
/// <param name="Into">Where copies go, or null.</param>
/// <param name="InPlace">Puts the folder itself in order.</param>
/// <param name="Options">Limits and size.</param>
internal sealed record VerifyRequest(string Folder, string? Into, bool InPlace, VerifyOptions Options);
