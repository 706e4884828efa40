namespace Emblem.Acquisition.Verification;

/// <summary>A verdict that was reached, and under which options.</summary>
/// <param name="Options">The key of <see cref="PictureLimits"/>.</param>
/// <param name="Verdict">Its record carries path, length and hash: the verdict holds for that content only.</param>
internal sealed record JournalEntry(string Options, FileVerdict Verdict);
