using Emblem.Projects;
using Emblem.Runs;
using Emblem.Studio.Clean;
using Emblem.Studio.Processes;

namespace Emblem.Studio.Projects;

/// <summary>What all tabs that show a project share. Nothing of it is not on the disk too.</summary>
internal sealed class StudioProject : IDisposable
{
    private readonly FolderWatch _watch;
    private readonly Lock _reading = new();
    private ProjectPictures? _pictures;
    private (string? Run, DateTime Written, IReadOnlyDictionary<string, string> Sets)? _sets;

    public StudioProject(ProjectFolder folder, StudioOptions options)
    {
        Folder = folder;
        Views = new PictureViews(folder);
        Views.Sweep();
        Survey = new KeptWork<PictureSurvey>(this, options, "survey-worker", folder.Survey, PictureSurvey.Read, survey => survey.Key);
        Likeness = new KeptWork<PictureLikeness>(this, options, "likeness-worker", folder.Likeness, PictureLikeness.Read, likeness => likeness.Key);
        Cleaning = new CleaningDesk(this);
        Review = new ChildWork(options, Tell);
        _watch = new FolderWatch(folder.Path, [folder.Thumbnails], Tell, path =>
        {
            // Runs write every second; that is no reason to list 10,000 pictures again.
            if (path is null || path.StartsWith(folder.Verified, StringComparison.Ordinal))
                _pictures = null;
        });
    }

    /// <summary>Something in the folder is otherwise, by whomever; asked on any thread.</summary>
    public event Action? Changed;

    /// <summary>Its files.</summary>
    public ProjectFolder Folder { get; }

    /// <summary>Small views of its pictures.</summary>
    public PictureViews Views { get; }

    /// <summary>Copies and health of its pictures.</summary>
    public KeptWork<PictureSurvey> Survey { get; }

    /// <summary>Which of them are alike.</summary>
    public KeptWork<PictureLikeness> Likeness { get; }

    /// <summary>Decisions on them.</summary>
    public CleaningDesk Cleaning { get; }

    /// <summary>The search for wrong labels, where one goes on.</summary>
    public ChildWork Review { get; }

    /// <summary>The verified pictures as they are now.</summary>
    public ProjectPictures Pictures
    {
        get
        {
            lock (_reading)
                return _pictures ??= ProjectPictures.Read(Folder);
        }
    }

    /// <summary>The runs that gave a model, the newest first.</summary>
    public IReadOnlyList<RunFolder> Models => [.. Folder.Runs.Where(run => run.IsFinished && File.Exists(run.Best)).Reverse()];

    /// <summary>The set of each picture in the latest run.</summary>
    public IReadOnlyDictionary<string, string> LatestSets
    {
        get
        {
            lock (_reading)
            {
                RunFolder? run = Folder.Runs.LastOrDefault(run => File.Exists(run.PictureList));
                DateTime written = run is null ? default : File.GetLastWriteTimeUtc(run.PictureList);
                if (_sets is not { } kept || kept.Run != run?.Path || kept.Written != written)
                    _sets = (run?.Path, written, run?.ReadSets() ?? new Dictionary<string, string>());
                return _sets.Value.Sets;
            }
        }
    }

    /// <summary>Says that something is otherwise, before the disk does.</summary>
    public void Tell()
    {
        Survey.Look();
        Likeness.Look();
        Changed?.Invoke();
    }

    public void Dispose()
    {
        _watch.Dispose();
        Survey.Dispose();
        Likeness.Dispose();
        Review.Dispose();
    }
}
