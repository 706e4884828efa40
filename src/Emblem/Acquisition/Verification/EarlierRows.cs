using Emblem.Folders;

namespace Emblem.Acquisition.Verification;

/// <summary>Knows the pictures that an earlier in-place run wrote or found good, by name and content: their first row stays.</summary>
internal sealed class EarlierRows(VerificationReport report, IReadOnlyList<WalkedFile> found)
{
    private readonly Dictionary<string, VerificationRecord> _written = report.Records
        .Where(record => record.IsGood && record.Written.Length > 0).GroupBy(record => record.Written).ToDictionary(same => same.Key, same => same.Last());

    private readonly HashSet<string> _found = [.. found.Select(file => file.Name)];

    /// <summary>The row under which a file is known, or null. A path that has got another file since names that one.</summary>
    public VerificationRecord? Find(VerificationRecord verdict) => _written.TryGetValue(verdict.Path, out VerificationRecord? row)
        && row.Sha256After == verdict.Sha256Before && (row.Path == verdict.Path || !_found.Contains(row.Path)) ? row : null;
}
