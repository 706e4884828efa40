using Emblem.Data;
using Emblem.Foundation;
using Emblem.Projects;
using Emblem.Studio.Projects;

namespace Emblem.Studio.Clean;

/// <summary>Decisions on a project's pictures, for all tabs: each is a line of its corrections, written at once and read again when another program writes there.</summary>
internal sealed class CleaningDesk(StudioProject project)
{
    private readonly Lock _gate = new();
    private readonly Stack<IReadOnlyList<(Correction Before, Correction After)>> _done = new();
    private Corrections _corrections = new([]);
    private (DateTime Written, long Length)? _stamp;
    private (ProjectPictures Pictures, Corrections Corrections, PictureSurvey? Survey, PictureCleaning Cleaning)? _kept;

    /// <summary>Why the corrections cannot be read; the latest that could be read stand in for them.</summary>
    public string? Fault { get; private set; }

    /// <summary>Whether there is a decision of this page to take back.</summary>
    public bool CanUndo => _done.Count > 0;

    /// <summary>Whether a model has said what it makes of the labels.</summary>
    public bool IsReviewed
    {
        get
        {
            lock (_gate)
                return Read().Any(line => line.Score is not null);
        }
    }

    /// <summary>What stands for and against each picture now.</summary>
    public PictureCleaning Now
    {
        get
        {
            lock (_gate)
            {
                (ProjectPictures pictures, Corrections corrections, PictureSurvey? survey) = (project.Pictures, Read(), project.Survey.Latest);
                if (_kept is { } kept && ReferenceEquals(kept.Pictures, pictures) && ReferenceEquals(kept.Corrections, corrections) && ReferenceEquals(kept.Survey, survey))
                    return kept.Cleaning;
                var cleaning = new PictureCleaning(pictures.Labelled, corrections, survey);
                _kept = (pictures, corrections, survey, cleaning);
                return cleaning;
            }
        }
    }

    /// <summary>Decides on pictures at once.</summary>
    /// <param name="names">Those that are there are decided on.</param>
    /// <param name="action">What; to relabel a picture as what it is called already is to keep it.</param>
    /// <param name="label">The class for <see cref="CorrectionAction.Relabel"/>.</param>
    /// <exception cref="EmblemException">The corrections cannot be read, so nothing is written over them.</exception>
    public void Decide(IEnumerable<string> names, CorrectionAction action, string? label = null)
    {
        lock (_gate)
        {
            ProjectPictures pictures = project.Pictures;
            if (label is not null && !pictures.Classes.Contains(label, StringComparer.Ordinal))
                return;
            var before = Read().GroupBy(line => line.PictureFile, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.FirstOrDefault(line => line.Action != CorrectionAction.None) ?? same.First(), StringComparer.Ordinal);
            (Correction Before, Correction After)[] changes =
            [
                .. names.Distinct(StringComparer.Ordinal).Select(pictures.Find).OfType<LabelledImage>().Select(item =>
                {
                    var undecided = new Correction(item.Name, pictures.Classes[item.Label]);
                    bool isKept = label == undecided.Label;
                    return (before.GetValueOrDefault(item.Name, undecided), undecided with { Action = isKept ? CorrectionAction.Keep : action, NewLabel = isKept ? null : label });
                }),
            ];
            if (changes.Length == 0)
                return;
            Write(changes.Select(change => change.After));
            _done.Push(changes);
        }

        project.Tell();
    }

    /// <summary>Takes this page's latest decision back, where nobody has decided otherwise since.</summary>
    /// <returns>The pictures that are as they were; none where there is nothing to take back.</returns>
    /// <exception cref="EmblemException">As <see cref="Decide"/> says.</exception>
    public IReadOnlyList<string> Undo()
    {
        Correction[] back;
        lock (_gate)
        {
            if (!_done.TryPeek(out IReadOnlyList<(Correction Before, Correction After)>? latest))
                return [];
            var now = Read().Where(line => line.Action != CorrectionAction.None).Select(line => (line.PictureFile, line.Action, line.NewLabel)).ToHashSet();
            back = [.. latest.Where(change => now.Contains((change.After.PictureFile, change.After.Action, change.After.NewLabel))).Select(change => change.Before)];
            if (back.Length > 0)
                Write(back);
            _done.Pop();
        }

        project.Tell();
        return [.. back.Select(line => line.PictureFile)];
    }

    private void Write(IEnumerable<Correction> decisions)
    {
        _corrections = Corrections.Update(project.Folder.Corrections, there => there.With(decisions));
        _stamp = Stamp();
    }

    private Corrections Read()
    {
        (DateTime, long) stamp = Stamp();
        if (stamp == _stamp)
            return _corrections;
        try
        {
            _corrections = File.Exists(project.Folder.Corrections) ? Corrections.Read(project.Folder.Corrections) : new Corrections([]);
            Fault = null;
        }
        catch (Exception fault) when (fault is EmblemException or IOException or UnauthorizedAccessException)
        {
            Fault = fault.Message;
        }

        _stamp = stamp;
        return _corrections;
    }

    private (DateTime, long) Stamp()
    {
        var file = new FileInfo(project.Folder.Corrections);
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
    }
}
