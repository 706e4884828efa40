using System.Collections.Concurrent;
using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Data;

/// <summary>
/// Keeps decoded pictures in memory, 3 bytes a pixel, so that epochs after the first decode nothing. Where not all fit, those that came first
/// stay: epochs read every picture once, and throwing out what was used longest ago would always throw out what is needed next. A file that was
/// written to since is decoded again.
/// </summary>
/// <param name="behind">Where pictures come from that are not here.</param>
/// <param name="budget">Bytes of pixels at most; 0 keeps nothing.</param>
internal sealed class PictureCache(IPictureSource behind, CacheBudget budget) : IPictureSource
{
    private readonly ConcurrentDictionary<string, Place> _places = new(StringComparer.Ordinal);
    private long _used;

    /// <summary>The pictures of a split as options say: in memory, before a folder where one is given, before the files themselves.</summary>
    /// <exception cref="EmblemException">The cache's folder lies where the pictures are.</exception>
    public static PictureCache For(ImageSplit split, BatchOptions options)
    {
        IPictureSource files = new PictureFiles(options.Orientation);
        if (options.CacheFolder is { } folder)
        {
            PictureCacheFolder.RequireApart(folder, [.. split.Training, .. split.Validation, .. split.Test]);
            files = new PictureCacheFolder(files, folder, options.Orientation);
        }

        return new PictureCache(files, new CacheBudget(options.CacheBytes));
    }

    /// <summary>Bytes of pixels that are kept.</summary>
    public long Used => Interlocked.Read(ref _used);

    /// <inheritdoc/>
    public PixelImage Read(string path)
    {
        Place place = _places.GetOrAdd(path, static path => new Place(path));

        // Held while the file is decoded: who wants the same picture meanwhile waits for this one.
        lock (place)
        {
            FileStamp? stamp = FileStamp.Of(place.File);
            if (place.Picture is { } kept && stamp == place.Stamp)
                return kept;
            Keep(place, null, null);
            PixelImage picture = behind.Read(path);
            if (stamp is not null)
                Keep(place, picture, stamp);
            return picture;
        }
    }

    private void Keep(Place place, PixelImage? picture, FileStamp? stamp)
    {
        long more = (picture?.Pixels.LongLength ?? 0) - (place.Picture?.Pixels.LongLength ?? 0);
        long used = Interlocked.Add(ref _used, more);
        if (more > 0 && !budget.Allows(used))
        {
            Interlocked.Add(ref _used, -more);
            return;
        }

        (place.Picture, place.Stamp) = (picture, stamp);
    }

    private sealed class Place(string path)
    {
        public FileInfo File { get; } = new(path);

        public PixelImage? Picture { get; set; }

        public FileStamp? Stamp { get; set; }
    }
}
