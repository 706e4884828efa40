namespace Emblem.Acquisition;

/// <summary>A class most of whose files are refused.</summary>
/// <param name="Class">As <see cref="VerificationReport.ClassOf"/> says, or an empty name for files beside the classes.</param>
/// <param name="Refused">Files that would go.</param>
/// <param name="Count">Files in all.</param>
internal sealed record ClassLoss(string Class, int Refused, int Count)
{
    /// <summary>
    /// The classes that would lose more than half of what was found of them; sidecars count for nothing. What lies beside classes is none: a lone
    /// text there must not hold up the rest.
    /// </summary>
    public static IReadOnlyList<ClassLoss> Find(VerificationReport found)
    {
        VerificationRecord[] counted = [.. found.Records.Where(record => record.Outcome != VerificationOutcome.Sidecar)];
        return
        [
            .. counted.GroupBy(found.ClassOf).Where(same => same.Key.Length > 0 || counted.All(record => found.ClassOf(record).Length == 0))
                .Select(same => new ClassLoss(same.Key, same.Count(record => record.IsRefused), same.Count()))
                .Where(loss => 2 * loss.Refused > loss.Count),
        ];
    }

    /// <summary>For a message.</summary>
    public override string ToString() => $"{(Class.Length == 0 ? "the folder itself" : Class)} ({Refused} of {Count})";
}
