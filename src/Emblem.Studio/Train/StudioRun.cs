using Emblem.Foundation;
using Emblem.Runs;
using Emblem.Studio.Processes;

namespace Emblem.Studio.Train;

/// <summary>How a run stands.</summary>
public enum RunState
{
    Going,
    Finished,
    Stopped,
    Failed,

    /// <summary>Its process ended without a word.</summary>
    Broken,
}

/// <summary>A run of a project as its folder tells it, whoever trains it.</summary>
public sealed class StudioRun(RunFolder folder)
{
    private readonly RunEventReader _events = new(folder.Events);
    private DateTime _read;
    private RunSummary? _summary;

    public RunFolder Folder => folder;

    public string Name { get; } = Path.GetFileName(folder.Path);

    public RunStory Story { get; } = new();

    public RunState State { get; private set; }

    /// <summary>The process that trains; null where none does, or nothing is known of it.</summary>
    public RunProcess? Process { get; private set; }

    /// <summary>The child that this server started for it; null for every other.</summary>
    public ChildRun? Child { get; set; }

    /// <summary>What its files say; null before there are any, or where they cannot be read.</summary>
    public RunSummary? Summary => _summary;

    /// <summary>Whether it has come so far that it can be gone on with.</summary>
    public bool CanGoOn => folder.HasBegun && !folder.IsFinished && State != RunState.Going;

    /// <summary>Whether a page shows its report.</summary>
    public bool HasReport => File.Exists(folder.Report);

    public RunScore? Score => _summary?.Score ?? Story.Test ?? Story.Validation;

    /// <summary>Looks at the folder again.</summary>
    public void Refresh()
    {
        // Its process first: one that ends meanwhile has written all of its lines by then.
        Process = RunProcess.Read(folder);
        bool isAlive = Child?.IsGoing == true || Process?.IsAlive == true;
        try
        {
            foreach (RunEventLine line in _events.ReadNew())
                Story.Add(line);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The next look may be luckier.
        }

        ReadSummary();
        State = folder.IsFinished ? RunState.Finished
            : isAlive ? RunState.Going
            : Story.Ending?.Event switch
            {
                RunEventLine.Stopped => RunState.Stopped,
                RunEventLine.Failed => RunState.Failed,
                _ => RunState.Broken,
            };
    }

    private void ReadSummary()
    {
        DateTime written = File.GetLastWriteTimeUtc(folder.Info) is var info && File.Exists(folder.Info) ? info : File.GetLastWriteTimeUtc(folder.Options);
        if (written == _read || !folder.HasBegun)
            return;
        _read = written;
        try
        {
            _summary = RunSummary.Read(folder);
        }
        catch (Exception fault) when (fault is EmblemException or IOException or UnauthorizedAccessException)
        {
            _summary = null;
        }
    }
}
