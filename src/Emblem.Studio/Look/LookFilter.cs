using Emblem.Data;
using Emblem.Health;
using Emblem.Projects;
using Emblem.Studio.Projects;

namespace Emblem.Studio.Look;

/// <summary>Which pictures are shown, and in which order. What is null asks nothing.</summary>
public sealed record LookFilter
{
    /// <summary>The class after what was decided.</summary>
    public string? Class { get; init; }

    /// <summary>The set in the latest run.</summary>
    public string? Set { get; init; }

    /// <summary>What a survey found.</summary>
    public LookFinding Finding { get; init; }

    /// <summary>What a review and a person say of the label.</summary>
    public LookAgreement Agreement { get; init; }

    /// <summary>What comes first.</summary>
    public LookOrder Order { get; init; }

    /// <summary>The pictures to show.</summary>
    /// <param name="pictures">All.</param>
    /// <param name="cleaning">What is said of them.</param>
    /// <param name="sets">Their sets by their names.</param>
    internal IReadOnlyList<LabelledImage> Apply(ProjectPictures pictures, PictureCleaning cleaning, IReadOnlyDictionary<string, string> sets)
    {
        var place = cleaning.Queue.Index().ToDictionary(queued => queued.Item.Name, queued => queued.Index, StringComparer.Ordinal);
        IEnumerable<LabelledImage> shown = pictures.Items.Where(item =>
            (Class is null || cleaning.LabelOf(item) == Class)
            && (Set is null || sets.GetValueOrDefault(item.Name) == Set)
            && IsFound(cleaning, item.Name)
            && Agrees(cleaning.DecisionOn(item.Name)?.Action, place.ContainsKey(item.Name)));
        return Order switch
        {
            LookOrder.Suspicion => [.. shown.OrderBy(item => place.GetValueOrDefault(item.Name, int.MaxValue))],
            LookOrder.Smallest => [.. shown.OrderBy(item => cleaning.SurveyOf(item.Name) is { } seen ? (long)seen.Width * seen.Height : long.MaxValue)],

            // Copies of one picture stand together.
            _ when Finding == LookFinding.Copies => [.. shown.OrderBy(item => cleaning.CopiesOf(item.Name).Append(item.Name).Min(StringComparer.Ordinal), StringComparer.Ordinal)],
            _ => Class is null && Set is null && Finding == LookFinding.Any && Agreement == LookAgreement.Any ? pictures.Items : [.. shown],
        };
    }

    /// <summary>The issue of a finding that is one; null for others.</summary>
    public static HealthIssue? IssueOf(LookFinding finding) => finding switch
    {
        LookFinding.TooDark => HealthIssue.TooDark,
        LookFinding.TooBright => HealthIssue.TooBright,
        LookFinding.Blurry => HealthIssue.Blurry,
        LookFinding.LowInformation => HealthIssue.LowInformation,
        LookFinding.Tiny => HealthIssue.Tiny,
        LookFinding.ExtremeAspect => HealthIssue.ExtremeAspect,
        _ => null,
    };

    private bool IsFound(PictureCleaning cleaning, string name) => Finding switch
    {
        LookFinding.Any => true,
        LookFinding.Copies => cleaning.CopiesOf(name).Count > 0,
        LookFinding.Unreadable => cleaning.SurveyOf(name) is { Fault: not null },
        _ => cleaning.SurveyOf(name)?.Issues.Contains(IssueOf(Finding)!.Value) == true,
    };

    private bool Agrees(CorrectionAction? decided, bool isQueued) => Agreement switch
    {
        LookAgreement.Queued => isQueued,
        LookAgreement.Clear => !isQueued && decided is null,
        LookAgreement.Kept => decided == CorrectionAction.Keep,
        LookAgreement.Relabelled => decided == CorrectionAction.Relabel,
        LookAgreement.Removed => decided == CorrectionAction.Remove,
        _ => true,
    };
}

/// <summary>What a survey may find.</summary>
public enum LookFinding
{
    Any,
    Copies,
    Unreadable,
    LowInformation,
    Blurry,
    TooDark,
    TooBright,
    Tiny,
    ExtremeAspect,
}

/// <summary>What is said of a label.</summary>
public enum LookAgreement
{
    Any,
    Queued,
    Clear,
    Kept,
    Relabelled,
    Removed,
}

/// <summary>What comes first.</summary>
public enum LookOrder
{
    Name,
    Suspicion,
    Smallest,
}
