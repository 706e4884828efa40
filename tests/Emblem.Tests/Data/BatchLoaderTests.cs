using Emblem.Data;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Tests.Support;

namespace Emblem.Tests.Data;

public sealed class BatchLoaderTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void BatchesComeInOrder(int workers)
    {
        using var set = new PictureSet(training: 11);
        int[][] items = [.. Load(set, new CountingSource(), workers).Select(Release)];

        Assert.Equal([[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10]], items);
    }

    [Fact]
    public void OnlySoManyBatchesAreUnderWay()
    {
        using var set = new PictureSet(training: 40);
        var source = new CountingSource();
        using IEnumerator<Batch> batches = Load(set, source, workers: 2).GetEnumerator();
        Assert.True(batches.MoveNext());
        batches.Current.Dispose();
        Assert.True(SpinWait.SpinUntil(() => source.Decoded.Count == 12, Patience));
        Thread.Sleep(50);

        // Three batches of four; the fourth begins when the second is asked for.
        Assert.Equal(12, source.Decoded.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void OfSeveralBadFilesTheFirstIsNamedWhicheverWasReadFirst(int workers)
    {
        using var set = new PictureSet(training: 8);
        using var laterFailed = new ManualResetEventSlim(workers < 2);
        foreach (int bad in (int[])[1, 3])
            File.WriteAllText(set.Split.Training[bad].Path, "no picture");
        var source = new CountingSource(path =>
        {
            if (path == set.Split.Training[1].Path)
                Assert.True(laterFailed.Wait(Patience));
            if (path == set.Split.Training[3].Path)
                laterFailed.Set();
        });

        EmblemException fault = Assert.Throws<EmblemException>(() => Load(set, source, workers).Select(Release).ToList());

        Assert.Contains(set.Split.Training[1].Path, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatIsGoneIsNamed()
    {
        using var set = new PictureSet(training: 4);
        File.Delete(set.Split.Training[2].Path);

        EmblemException fault = Assert.Throws<EmblemException>(() => Load(set, new CountingSource(), workers: 2).Select(Release).ToList());

        Assert.Contains(set.Split.Training[2].Path, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void StoppingEndsTheEpochWhileAPictureIsDecoded(int workers)
    {
        using var set = new PictureSet(training: 16);
        using var stop = new CancellationTokenSource();
        var source = new CountingSource(path =>
        {
            if (path == set.Split.Training[5].Path)
                stop.Cancel();
        });
        var seen = new List<int[]>();

        Assert.Throws<OperationCanceledException>(() => seen.AddRange(Load(set, source, workers, stop.Token).Select(Release)));

        Assert.DoesNotContain(seen, items => items.Contains(5));
        Assert.InRange(source.Decoded.Count, 6, 6 + workers);
    }

    [Fact]
    public void StoppingFreesALoopThatWaits()
    {
        using var set = new PictureSet(training: 8);
        using var stop = new CancellationTokenSource();
        using var decoding = new ManualResetEventSlim();
        using var mayEnd = new ManualResetEventSlim();
        var source = new CountingSource(_ =>
        {
            decoding.Set();
            Assert.True(mayEnd.Wait(Patience));
        });
        var loop = Task.Run(() => Load(set, source, workers: 1, stop.Token).Select(Release).ToList());
        Assert.True(decoding.Wait(Patience));
        stop.Cancel();
        mayEnd.Set();

        Assert.Throws<OperationCanceledException>(() => loop.GetAwaiter().GetResult());
        Assert.Single(source.Decoded);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void LeavingEarlyLeavesNothingBehind(int workers)
    {
        using var set = new PictureSet(training: 40);
        var source = new CountingSource();
        foreach (Batch batch in Load(set, source, workers).Take(2))
            batch.Dispose();
        int decoded = source.Decoded.Count;
        Thread.Sleep(50);

        // That no tensor is left is the leak guard's to say, that no thread is: none reads on.
        Assert.Equal(decoded, source.Decoded.Count);
        Assert.InRange(decoded, 8, 20);
    }

    private static IEnumerable<Batch> Load(PictureSet set, IPictureSource source, int workers, CancellationToken stop = default)
    {
        var reader = new PictureReader(source, new Preprocessing(16, 16), [], new RandomSource(1));
        var options = new BatchOptions { Workers = workers, Prefetch = 3 };
        IReadOnlyList<LabelledImage> items = set.Split.Training;
        return new BatchLoader(items, reader, options).Load(Draw.InOrder(items.Count).Chunk(4), 0, stop);
    }

    private static int[] Release(Batch batch)
    {
        using Batch owned = batch;
        return [.. batch.Items];
    }
}
