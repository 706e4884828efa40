namespace Emblem.Acquisition.Verification;

/// <summary>One file of an in-place run.</summary>
/// <param name="Move">What happens to it.</param>
/// <param name="Found">Where it was found, which for a picture of ours is not the path of its row.</param>
/// <param name="Content">The hash under which it was found; empty for a file that could not be read.</param>
/// <param name="Record">Its row when that has happened.</param>
internal sealed record PlannedMove(InPlaceMove Move, string Found, string Content, VerificationRecord Record);
