using Emblem.Data;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Tests.Support;

namespace Emblem.Tests.Data;

public sealed class PictureCacheTests
{
    private const int Each = 40 * 30 * 3;

    [Fact]
    public void EveryPictureIsDecodedOnce()
    {
        using var set = new PictureSet(training: 3);
        var source = new CountingSource();
        var cache = new PictureCache(source, new CacheBudget(null));
        PixelImage[] first = Read(cache, set);

        Assert.All(Read(cache, set).Zip(first), pair => Assert.Same(pair.First, pair.Second));
        Assert.Equal(set.Split.Training.Select(item => item.Path), source.Decoded);
        Assert.Equal(3 * Each, cache.Used);
    }

    [Fact]
    public void ThreadsThatAskAtOnceWaitForOneDecoding()
    {
        using var set = new PictureSet(training: 1);
        using var together = new Barrier(4);
        var source = new CountingSource(_ => Thread.Sleep(100));
        var cache = new PictureCache(source, new CacheBudget(null));
        var found = new PixelImage[4];
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(i => new Thread(() =>
        {
            together.SignalAndWait();
            found[i] = cache.Read(set.Split.Training[0].Path);
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.Single(source.Decoded);
        Assert.Single(found.Distinct());
    }

    [Fact]
    public void WhereNotAllFitTheFirstStay()
    {
        using var set = new PictureSet(training: 4);
        var source = new CountingSource();
        var cache = new PictureCache(source, new CacheBudget(2 * Each));
        Read(cache, set);
        Read(cache, set);

        Assert.Equal(2 * Each, cache.Used);
        Assert.Equal([.. Paths(set), .. Paths(set).Skip(2)], source.Decoded);
    }

    [Fact]
    public void NothingIsKeptWithoutRoom()
    {
        using var set = new PictureSet(training: 2);
        var source = new CountingSource();
        var cache = new PictureCache(source, new CacheBudget(0));
        Read(cache, set);
        Read(cache, set);

        Assert.Equal((0, 4), (cache.Used, source.Decoded.Count));
    }

    [Fact]
    public void AFileThatWasWrittenToIsDecodedAgain()
    {
        using var set = new PictureSet(training: 1);
        var cache = new PictureCache(new CountingSource(), new CacheBudget(null));
        PixelImage old = Read(cache, set)[0];
        string path = set.Split.Training[0].Path;
        PixelImage changed = Pictures.Waves(20, 10);
        File.WriteAllBytes(path, ImageCodec.EncodePng(changed));

        Assert.Equal(changed.Pixels, Read(cache, set)[0].Pixels);
        Assert.Equal(20 * 10 * 3, cache.Used);
        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddSeconds(1));
        Assert.NotSame(Read(cache, set)[0], old);
        File.Delete(path);
        Assert.Throws<EmblemException>(() => Read(cache, set));
        Assert.Equal(0, cache.Used);
    }

    [Fact]
    public void OfALinkThePictureBehindItCounts()
    {
        using var set = new PictureSet(training: 1);
        string picture = set.Split.Training[0].Path;
        string link = set.PathBeside("link.png");
        try
        {
            File.CreateSymbolicLink(link, picture);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Assert.Skip($"SKIPPED: no links can be made here: {fault.Message}");
        }

        var source = new CountingSource();
        var cache = new PictureCache(source, new CacheBudget(null));
        PixelImage old = cache.Read(link);
        Assert.Same(old, cache.Read(link));
        PixelImage changed = Pictures.Waves(40, 30);
        File.WriteAllBytes(picture, ImageCodec.EncodePng(changed));

        Assert.Equal(changed.Pixels, cache.Read(link).Pixels);
        File.Delete(picture);
        Assert.Throws<EmblemException>(() => cache.Read(link));
    }

    [Fact]
    public void TheUsualBudgetIsAQuarterOfWhatIsFree()
    {
        long all = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

        Assert.True(new CacheBudget(null).Allows(1 << 20));
        Assert.False(new CacheBudget(null).Allows(all / 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchOptions { CacheBytes = -1 });
    }

    [Fact]
    public void EpochsFitsAndValidationShareOneCache()
    {
        using var set = new PictureSet(training: 8, validation: 3);
        ImageData data = set.Split.ToBatches(new() { ImageSize = 16, BatchSize = 4 });
        Count(data.Training.Epoch(0, default));
        Count(data.Validation.Epoch(0, default));
        foreach (LabelledImage item in set.Split.Training.Concat(set.Split.Validation))
        {
            // The same to look at, and no picture any more: who reads it again fails.
            DateTime written = File.GetLastWriteTimeUtc(item.Path);
            File.WriteAllBytes(item.Path, new byte[new FileInfo(item.Path).Length]);
            File.SetLastWriteTimeUtc(item.Path, written);
        }

        ImageData other = data.NormalisedBy(ImageStatistics.Half).In(new BatchFormat { Layout = PixelLayout.Interleaved });
        Assert.Equal((2, 1), (Count(other.Training.Epoch(1, default)), Count(other.Validation.Epoch(0, default))));
    }

    private static int Count(IEnumerable<Batch> batches) => batches.Select(batch =>
    {
        batch.Dispose();
        return batch;
    }).Count();

    private static IEnumerable<string> Paths(PictureSet set) => set.Split.Training.Select(item => item.Path);

    private static PixelImage[] Read(PictureCache cache, PictureSet set) => [.. Paths(set).Select(cache.Read)];
}
