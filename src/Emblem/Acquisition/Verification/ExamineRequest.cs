namespace Emblem.Acquisition.Verification;

/// <summary>One file to decode.</summary>
/// <param name="Source">Its full path.</param>
/// <param name="Name">Its path below the folder, for the row.</param>
/// <param name="Staged">Where a new picture goes, or null to judge only. Its folder exists.</param>
/// <param name="Limits">What is too large.</param>
internal sealed record ExamineRequest(string Source, string Name, string? Staged, PictureLimits Limits);
