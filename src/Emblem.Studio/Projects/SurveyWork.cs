using Emblem.Projects;
using Emblem.Studio.Processes;

namespace Emblem.Studio.Projects;

/// <summary>Keeps a project's <see cref="PictureSurvey"/> fresh: in the background, in a process of its own, once for each state of the pictures.</summary>
internal sealed class SurveyWork(StudioProject project, StudioOptions options) : IDisposable
{
    private readonly ChildWork _work = new(options, project.Tell);
    private readonly Lock _gate = new();
    private ProjectPictures? _of;
    private DateTime _written;
    private string? _tried;
    private bool _isWanted;
    private bool _isLooking;

    /// <summary>The latest there is, which may be of some pictures that are gone and not yet of new ones; null before the first.</summary>
    public PictureSurvey? Latest { get; private set; }

    /// <summary>Whether one is being made.</summary>
    public bool IsRunning => _work.IsRunning;

    /// <summary>How far that is.</summary>
    public string Said => _work.Said;

    /// <summary>Why there is none.</summary>
    public string? Fault => _work.Fault;

    /// <summary>Somebody wants to see it: from now on it is kept fresh.</summary>
    public void Want()
    {
        _isWanted = true;
        Look();
    }

    /// <summary>Something may be otherwise.</summary>
    public void Look()
    {
        lock (_gate)
        {
            if (!_isWanted || _isLooking || IsRunning)
                return;
            _isLooking = true;
        }

        // Lists the pictures and asks for each one's date: not on the thread that draws.
        _ = Task.Run(LookNow);
    }

    public void Dispose() => _work.Dispose();

    private void LookNow()
    {
        bool isNew = false;
        try
        {
            DateTime written = File.GetLastWriteTimeUtc(project.Folder.Survey);
            ProjectPictures pictures = project.Pictures;
            if (written == _written && ReferenceEquals(_of, pictures))
                return;
            if (written != _written)
                (Latest, isNew) = (PictureSurvey.Read(project.Folder) ?? Latest, true);
            (_written, _of) = (written, pictures);
            if (pictures.Items.Count == 0 || PictureSurvey.KeyOf(pictures.Items) is var key && (key == Latest?.Key || key == _tried))
                return;
            _tried = key;
            _work.Start("survey-worker", project.Folder.Path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The pictures are being changed at this moment; the next change looks again.
        }
        finally
        {
            lock (_gate)
                _isLooking = false;
            if (isNew)
                project.Tell();
        }
    }
}
