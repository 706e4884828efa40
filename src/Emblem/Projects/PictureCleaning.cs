using Emblem.Data;
using Emblem.Duplicates;
using Emblem.Foundation;
using Emblem.Health;

namespace Emblem.Projects;

/// <summary>
/// What stands for and against each verified picture of a project, and in which order to look: what a review said (<see cref="Corrections"/>), what copies and health say
/// (<see cref="PictureSurvey"/>), and what was decided. Values of one moment: make it anew when any of the three changes.
/// </summary>
public sealed class PictureCleaning
{
    private const string Between = "; ";

    private readonly LabelledImages _images;
    private readonly bool _isSurveyed;
    private readonly Dictionary<string, LabelledImage> _items;
    private readonly Dictionary<string, Correction> _lines;
    private readonly Dictionary<string, SurveyedPicture> _surveyed;
    private readonly Dictionary<string, IReadOnlyList<string>> _groups;

    /// <param name="images">The pictures with the labels of their folders.</param>
    /// <param name="corrections">What a review said, in its order, and what was decided.</param>
    /// <param name="survey">Copies and health; null where nobody has looked.</param>
    public PictureCleaning(LabelledImages images, Corrections corrections, PictureSurvey? survey)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(corrections);
        (_images, _isSurveyed) = (images, survey is not null);
        _items = images.Items.ToDictionary(item => item.Name, StringComparer.Ordinal);
        _lines = [];
        foreach (Correction line in corrections.Where(line => _items.ContainsKey(line.PictureFile)))
        {
            if (line.Action != CorrectionAction.None || !_lines.ContainsKey(line.PictureFile))
                _lines[line.PictureFile] = line;
        }

        _surveyed = (survey?.Pictures ?? []).ToDictionary(picture => picture.Name, StringComparer.Ordinal);
        _groups = (survey?.Copies ?? []).Select(names => Listing.Of<string>([.. names.Where(_items.ContainsKey)])).Where(names => names.Count > 1)
            .SelectMany(names => names.Select(name => (name, names))).ToDictionary(copy => copy.name, copy => copy.names, StringComparer.Ordinal);
        var place = _lines.Keys.Index().ToDictionary(line => line.Item, line => line.Index, StringComparer.Ordinal);
        Queue = Listing.Of<QueuedPicture>(
        [
            .. images.Items.Select(Judge).OfType<(QueuedPicture Picture, HealthIssue? Worst)>().OrderBy(judged => judged.Picture.Cause)
                .ThenBy(judged => judged.Worst is { } worst ? OrderOf(worst) : -1)
                .ThenBy(judged => judged.Picture.Cause is QueueCause.Review ? place[judged.Picture.Name] : 0)
                .ThenBy(judged => judged.Picture.Cause is QueueCause.Health ? "" : _groups.GetValueOrDefault(judged.Picture.Name)?[0] ?? "", StringComparer.Ordinal)
                .ThenBy(judged => judged.Picture.Name, StringComparer.Ordinal).Select(judged => judged.Picture),
        ]);
    }

    /// <summary>The pictures that nothing is decided on and something speaks against, the most worth a look first.</summary>
    public IReadOnlyList<QueuedPicture> Queue { get; }

    /// <summary>Pictures on which something is decided.</summary>
    public int Decided => _images.Items.Count(item => DecisionOn(item.Name) is not null);

    /// <summary>What was decided on a picture that still has the label which the decision was about; null for nothing.</summary>
    public Correction? DecisionOn(string name) => _lines.GetValueOrDefault(name) is { } line && _items.GetValueOrDefault(name) is { } item && line.Holds(_images.Classes[item.Label]) ? line : null;

    /// <summary>The class of a picture after what was decided; null for one that is left out.</summary>
    public string? LabelOf(LabelledImage item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return DecisionOn(item.Name) is { } decision ? decision.Corrected : _images.Classes[item.Label];
    }

    /// <summary>The other files that hold the same picture, removed ones too.</summary>
    public IReadOnlyList<string> CopiesOf(string name) => Listing.Of<string>([.. _groups.GetValueOrDefault(name, []).Where(other => other != name)]);

    /// <summary>What a survey says of a picture; null where it has not seen it.</summary>
    public SurveyedPicture? SurveyOf(string name) => _surveyed.GetValueOrDefault(name);

    /// <summary>All that speaks against a picture as it is now, in words, whether something was decided on it or not.</summary>
    public IReadOnlyList<string> ReasonsFor(LabelledImage item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return Listing.Of<string>([.. Causes(item).Select(cause => cause.Words).Distinct()]);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{ValueText.Count(Queue.Count, "picture")} to look at, {ValueText.Count(Decided)} decided";

    private (QueuedPicture Picture, HealthIssue? Worst)? Judge(LabelledImage item)
    {
        if (DecisionOn(item.Name) is not null || Causes(item).ToArray() is not { Length: > 0 } causes)
            return null;
        QueueCause first = causes.Min(cause => cause.Cause);
        HealthIssue? worst = first == QueueCause.Health ? SurveyOf(item.Name)!.Issues.OrderBy(OrderOf).Cast<HealthIssue?>().FirstOrDefault() : null;
        string[] reasons = [.. causes.OrderBy(cause => cause.Cause).Select(cause => cause.Words).Distinct()];
        return (new QueuedPicture(item.Name, _images.Classes[item.Label], first, reasons) { SuggestedLabel = _lines.GetValueOrDefault(item.Name)?.SuggestedLabel }, worst);
    }

    private IEnumerable<(QueueCause Cause, string Words)> Causes(LabelledImage item)
    {
        // What a review says of copies is older than what was decided on them since; the survey's word counts where there is one.
        foreach (string words in (_lines.GetValueOrDefault(item.Name)?.Reason ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries))
        {
            if (!DuplicateWords.IsOfOtherLabel(words))
                yield return (QueueCause.Review, words);
            else if (!_isSurveyed)
                yield return (QueueCause.OtherLabel, words);
        }

        if (LabelOf(item) is { } label && CopyCause(item, label) is { } cause)
            yield return cause;
        if (SurveyOf(item.Name) is not { } seen)
            yield break;
        if (seen.Fault is not null)
            yield return (QueueCause.Health, $"it cannot be read: {seen.Fault}");
        foreach (HealthIssue issue in seen.Issues)
            yield return (QueueCause.Health, issue.Name);
    }

    private (QueueCause Cause, string Words)? CopyCause(LabelledImage item, string label)
    {
        LabelledImage[] others = [.. CopiesOf(item.Name).Select(name => _items[name]).Where(other => LabelOf(other) is not null)];
        if (others.FirstOrDefault(other => LabelOf(other) != label) is { } conflict)
            return (QueueCause.OtherLabel, DuplicateWords.OtherLabel(conflict.Name, LabelOf(conflict)!));
        if (others.FirstOrDefault(other => other.Set != item.Set) is { } leak)
            return (QueueCause.OtherSet, DuplicateWords.OtherSet(leak.Name));

        // The best of them stays without a question: the one with most pixels.
        LabelledImage? best = others.Append(item).OrderByDescending(Pixels).ThenBy(other => other.Name, StringComparer.Ordinal).First();
        return best == item ? null : (QueueCause.Copy, DuplicateWords.Copy(best.Name));
    }

    private long Pixels(LabelledImage item) => SurveyOf(item.Name) is { } seen ? (long)seen.Width * seen.Height : 0;

    /// <summary>What is most often no picture of its class first.</summary>
    private static int OrderOf(HealthIssue issue) => issue switch
    {
        HealthIssue.LowInformation => 1,
        HealthIssue.Blurry => 2,
        HealthIssue.TooDark or HealthIssue.TooBright => 3,
        HealthIssue.Tiny => 4,
        _ => 5,
    };
}
