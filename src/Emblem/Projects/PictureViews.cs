using System.Globalization;
using System.Text;
using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Projects;

/// <summary>
/// Small views of a project's verified pictures, as JPEG files that are made when they are first asked for and kept in <see cref="ProjectFolder.Thumbnails"/>. A picture
/// that has changed gets a new one. Any number of threads may ask.
/// </summary>
/// <param name="project">Whose.</param>
public sealed class PictureViews(ProjectFolder project)
{
    private const int Quality = 82;

    /// <summary>The longer side of a view in a grid, in pixels.</summary>
    public const int GridSide = 256;

    /// <summary>The longer side of a picture that is looked at alone.</summary>
    public const int LargeSide = 1200;

    /// <summary>What kind of file a view is.</summary>
    public const string MediaType = "image/jpeg";

    /// <summary>A view, as the bytes of a JPEG file; never larger than the picture.</summary>
    /// <param name="path">The picture.</param>
    /// <param name="side">Its longer side: <see cref="GridSide"/>, which is kept, or another, which is not.</param>
    /// <exception cref="ImageFileException">The file is no picture any more.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public byte[] Read(string path, int side = GridSide)
    {
        if (side != GridSide)
            return Make(path, side);
        if (ReadKept(path) is { } kept)
            return kept;
        byte[] made = Make(path, side);
        try
        {
            AtomicFile.WriteBytes(Place(path), made);
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException or EmblemException)
        {
            // Kept views save time, and nothing else hangs on them.
        }

        return made;
    }

    /// <summary>A view for a grid that is kept already, in a fraction of a millisecond; null where it is still to be made, or cannot be read.</summary>
    /// <param name="path">The picture.</param>
    public byte[]? ReadKept(string path)
    {
        try
        {
            return File.ReadAllBytes(Place(path));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Makes the views for a grid that are not there yet. A file that is no picture is passed over.</summary>
    /// <param name="paths">The pictures.</param>
    /// <param name="workers">How many at once.</param>
    /// <param name="progress">Told after each.</param>
    /// <param name="stop">Ends the work with <see cref="OperationCanceledException"/>; what is made stays.</param>
    public void Make(IReadOnlyList<string> paths, int workers, IProgress<StepProgress>? progress = null, CancellationToken stop = default)
    {
        int done = 0;
        Parallel.ForEach(paths, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, workers), CancellationToken = stop }, path =>
        {
            try
            {
                if (!File.Exists(Place(path)))
                    Read(path);
            }
            catch (Exception fault) when (fault is ImageFileException or IOException or UnauthorizedAccessException)
            {
                // Health says what is wrong with it.
            }

            progress?.Report(new StepProgress("making small views", Interlocked.Increment(ref done), paths.Count));
        });
    }

    /// <summary>Deletes half-written views that a killed process left. What other processes write now stays; call it when a project is opened.</summary>
    public void Sweep()
    {
        try
        {
            foreach (string folder in Directory.Exists(project.Thumbnails) ? Directory.GetDirectories(project.Thumbnails) : [])
                AtomicFile.Sweep(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // They take a little room, and nothing else hangs on them.
        }
    }

    /// <summary>The file of a picture's kept view, made where it is missing; null where there is none to be had.</summary>
    internal string? FileOf(string path)
    {
        try
        {
            Read(path);
            return Place(path) is var kept && File.Exists(kept) ? kept : null;
        }
        catch (Exception fault) when (fault is ImageFileException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => project.Thumbnails;

    private static byte[] Make(string path, int side) => ImageCodec.EncodeJpeg(ThumbnailReader.Read(RegularFile.ReadAllBytes(path), side).View, Quality);

    /// <summary>By everything that changes with the picture; folders of 256, since one of 10,000 files is slow to list.</summary>
    private string Place(string path)
    {
        var file = new FileInfo(path);
        string hash = ContentHash.Of(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{System.IO.Path.GetRelativePath(project.Path, path)}\n{file.Length}\n{file.LastWriteTimeUtc.Ticks}\n{GridSide}")));
        return System.IO.Path.Combine(project.Thumbnails, hash[..2], $"{hash[2..34]}.jpg");
    }
}
