using System.Text.Json;
using System.Text.Json.Serialization;
using Emblem.Foundation;
using Emblem.ModelFiles;
using Emblem.Training.Callbacks;

namespace Emblem.Training.Checkpoints;

/// <summary>
/// The steps of a learner's training in order. A program resumes by doing all it did before: steps that the checkpoint knows as ended are
/// passed over, and at the last one that it knows the learner gets its state back.
/// </summary>
internal sealed class TrainingJournal(Learner learner) : IDisposable
{
    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private readonly List<TrainingStep> _ended = [];
    private SafetensorsFile? _file;
    private CheckpointRecord? _ahead;

    /// <summary>Where checkpoints go, or null.</summary>
    public CheckpointFolder? Folder { get; private set; }

    /// <summary>Whether steps are still done again that a checkpoint knows.</summary>
    public bool IsResuming => _ahead is not null;

    /// <summary>Saves checkpoints from now on, and removes those of other trainings.</summary>
    public void Keep(CheckpointFolder folder)
    {
        folder.Clear();
        Folder = folder;
    }

    /// <summary>Opens the newest checkpoint; null when there is none, and then the training begins at its beginning.</summary>
    public ResumePoint? Resume(CheckpointFolder folder)
    {
        if (_ended.Count > 0)
            throw new InvalidOperationException("Resume before anything is trained: the steps of the interrupted training are done again in their order.");
        Folder = folder;
        Dispose();
        _file = folder.OpenNewest(warning => learner.Messages?.Report($"Warning: {warning} The checkpoint before it is tried."));
        if (_file is null)
            return null;
        _ahead = CheckpointContent.ReadRecord(_file);
        SameTraining.Check(_file, _ahead, learner);
        return ResumePoint.Of(_ahead, CheckpointContent.CountBatches(_file), folder.ReadBatches());
    }

    /// <summary>Does work whose answer later steps depend on once in a training's life: a resumed training gets the answer that was saved.</summary>
    /// <param name="name">What it is, in so many words that equal names mean equal work.</param>
    /// <param name="work">Done where the answer is not known.</param>
    /// <param name="passOver">What the answer does to the learner, for a step that is known and whose learner comes back only with a later one.</param>
    /// <exception cref="NotTrimmableException">The program is trimmed.</exception>
    public T Once<T>(string name, Func<T> work, Action<T>? passOver = null)
    {
        NotTrimmableException.ThrowIfTrimmed("steps of a training");
        if (Reach(name) is { } known)
        {
            T saved = known.Answer.Deserialize<T>(Json)!;
            if (IsResuming)
                passOver?.Invoke(saved);
            return saved;
        }

        T answer = work();
        End(new TrainingStep(name) { Answer = JsonSerializer.SerializeToNode(answer, Json) });
        return answer;
    }

    /// <summary>Begins a fit, or goes on with one; the learner has the state that it had then.</summary>
    public FitCheckpoints BeginFit(string name, IReadOnlyList<Callback> callbacks) =>
        new(this, name, [.. callbacks, new PendingGradients(learner.Model)], Reach(name));

    /// <summary>Takes note of a step's end, and saves.</summary>
    public void End(TrainingStep step)
    {
        _ended.Add(step);
        Save(null);
    }

    /// <summary>Saves a checkpoint where one is wanted. A full disk costs the checkpoint, not the training.</summary>
    /// <param name="underWay">The fit between whose batches this happens, or null between steps.</param>
    public void Save(TrainingStep? underWay)
    {
        if (Folder is null or { IsReadOnly: true })
            return;
        try
        {
            Folder.Save(path => CheckpointContent.Write(path, learner, underWay is null ? _ended : [.. _ended, underWay]));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException or EmblemException)
        {
            // The third is how the framework reports a file that is larger than its file system or a limit allows; the last means that training has run away,
            // which its next batch will tell.
            learner.Messages?.Report($"Warning: no checkpoint could be saved: {fault.Message} Training goes on, and the checkpoints before it are whole.");
        }
    }

    /// <summary>Takes note of a batch, so that a resumed training can tell how many it does again. Not worth a word when it fails.</summary>
    public void NoteBatches(int done)
    {
        try
        {
            if (Folder is { IsReadOnly: false })
                Folder.NoteBatches(done);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
        }
    }

    public void Dispose()
    {
        _file?.Dispose();
        (_file, _ahead) = (null, null);
    }

    /// <summary>Whether the next step is one of that name, and a checkpoint knows its answer.</summary>
    public bool Knows(string name) => _ahead is { } ahead && ahead.Steps[_ended.Count] is { HasEnded: true } next && next.Name == name;

    /// <summary>The step as the checkpoint knows it, or null for a new one.</summary>
    private TrainingStep? Reach(string name)
    {
        if (_ahead is null)
            return null;
        TrainingStep known = _ahead.Steps[_ended.Count];
        if (known.Name != name)
        {
            throw new EmblemException(
                $"Step {_ended.Count + 1} of the interrupted training was '{known.Name}', and now it is '{name}'. "
                + "Resume with the same pictures, options and steps, or train from the beginning.");
        }

        bool isLast = _ended.Count == _ahead.Steps.Count - 1;
        if (known.HasEnded)
            _ended.Add(known);
        if (!isLast)
            return known;
        SameTraining.CheckFit(_file!, learner);
        CheckpointContent.Restore(_file!, _ahead, learner);
        Dispose();
        return known;
    }
}
