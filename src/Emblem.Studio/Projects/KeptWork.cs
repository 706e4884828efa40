using Emblem.Projects;
using Emblem.Studio.Processes;

namespace Emblem.Studio.Projects;

/// <summary>Keeps fresh what is made of a project's pictures: in the background, in a process of its own, once for each state of the pictures.</summary>
/// <typeparam name="T">What is made.</typeparam>
/// <param name="project">Whose pictures.</param>
/// <param name="options">How this program is started once more.</param>
/// <param name="verb">The verb that makes it, given the project's folder.</param>
/// <param name="file">Where that writes it.</param>
/// <param name="read">Reads it; null for none.</param>
/// <param name="keyOf">The <see cref="PictureSurvey.KeyOf"/> of the pictures that it was made of.</param>
internal sealed class KeptWork<T>(StudioProject project, StudioOptions options, string verb, string file, Func<ProjectFolder, T?> read, Func<T, string> keyOf) : IDisposable
    where T : class
{
    private readonly ChildWork _work = new(options, project.Tell);
    private readonly Lock _gate = new();
    private ProjectPictures? _of;
    private DateTime _written;
    private string? _tried;
    private bool _isWanted;
    private bool _isLooking;

    /// <summary>The latest there is, which may be of some pictures that are gone and not yet of new ones; null before the first.</summary>
    public T? Latest { get; private set; }

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
            DateTime written = File.GetLastWriteTimeUtc(file);
            ProjectPictures pictures = project.Pictures;
            if (written == _written && ReferenceEquals(_of, pictures))
                return;
            if (written != _written)
                (Latest, isNew) = (read(project.Folder) ?? Latest, true);
            (_written, _of) = (written, pictures);
            if (pictures.Items.Count == 0 || PictureSurvey.KeyOf(pictures.Items) is var key && ((Latest is { } latest && key == keyOf(latest)) || key == _tried))
                return;
            _tried = key;
            _work.Start(verb, project.Folder.Path);
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
