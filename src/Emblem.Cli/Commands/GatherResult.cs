using Emblem.Acquisition;

namespace Emblem.Cli.Commands;

/// <summary>What a gathering brought.</summary>
/// <param name="Downloads">One a class.</param>
/// <param name="Verified">A row a file.</param>
internal sealed record GatherResult(IReadOnlyList<ClassDownload> Downloads, VerificationReport Verified);
