using Emblem.Projects;

namespace Emblem.Studio.Projects;

/// <summary>What all tabs that show a project share. Nothing of it is not on the disk too.</summary>
internal sealed class StudioProject : IDisposable
{
    private readonly FolderWatch _watch;
    private ProjectPictures? _pictures;

    public StudioProject(ProjectFolder folder)
    {
        Folder = folder;
        Views = new PictureViews(folder);
        _watch = new FolderWatch(folder.Path, [folder.Thumbnails], folder.RunsFolder, isOutsideRuns =>
        {
            // A training writes twice a second, and changes no picture.
            if (isOutsideRuns)
                _pictures = null;
            Changed?.Invoke();
        });
    }

    /// <summary>Something in the folder is otherwise, by whomever; asked on any thread.</summary>
    public event Action? Changed;

    /// <summary>Its files.</summary>
    public ProjectFolder Folder { get; }

    /// <summary>Small views of its pictures.</summary>
    public PictureViews Views { get; }

    /// <summary>The verified pictures as they are now.</summary>
    public ProjectPictures Pictures => _pictures ??= ProjectPictures.Read(Folder);

    public void Dispose() => _watch.Dispose();
}
