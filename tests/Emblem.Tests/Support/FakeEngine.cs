using System.Collections.Concurrent;
using Emblem.Export;
using Emblem.Imaging;
using Emblem.ModelFiles;

namespace Emblem.Tests.Support;

/// <summary>
/// An engine without a network: the logits of a picture are the means of its red, green and blue, so every answer can be worked out by hand. It
/// writes down what it was asked, and can be held or made to fail.
/// </summary>
internal sealed class FakeEngine : IClassifierEngine
{
    public const int Side = 8;

    private readonly ManualResetEventSlim _open = new(true);
    private int _inside;

    public ModelMetadata Description { get; set; } = new(
        "fake",
        ["red", "green", "blue"],
        new Preprocessing(Side, Side, statistics: ImageStatistics.Unchanged),
        new HeadDescription(HeadKind.Custom),
        new TrainingProvenance("nothing"));

    /// <summary>What it knows of training pictures; its features are its logits.</summary>
    public KnownFeatures? Known { get; set; }

    /// <summary>The number of pictures of each batch, in order.</summary>
    public ConcurrentQueue<int> Batches { get; } = [];

    /// <summary>Set as soon as a batch is being computed.</summary>
    public ManualResetEventSlim Begun { get; } = new(false);

    /// <summary>Thrown instead of an answer.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Logits that it keeps to itself.</summary>
    public int Missing { get; set; }

    /// <summary>The first logit of each batch's second picture instead of its own.</summary>
    public float? Second { get; set; }

    public int Disposed { get; private set; }

    /// <summary>The pictures of the latest batch.</summary>
    public float[] Seen { get; private set; } = [];

    /// <summary>Whether two threads were in it at once, or one after it was disposed.</summary>
    public bool WasMisused { get; private set; }

    /// <summary>Lets nothing be computed until <see cref="Release"/>.</summary>
    public void Hold()
    {
        _open.Reset();
        Begun.Reset();
    }

    public void Release() => _open.Set();

    public float[] Score(ReadOnlySpan<float> pictures, int count)
    {
        WasMisused |= Interlocked.Increment(ref _inside) > 1 || Disposed > 0;
        Batches.Enqueue(count);
        Seen = pictures.ToArray();
        Begun.Set();
        _open.Wait(TestContext.Current.CancellationToken);
        Interlocked.Decrement(ref _inside);
        if (Fault is not null)
            throw Fault;
        const int Plane = Side * Side;
        Assert.Equal(count * 3 * Plane, pictures.Length);
        var means = new float[count * 3];
        for (int i = 0; i < means.Length; i++)
            means[i] = Mean(pictures.Slice(i * Plane, Plane));
        if (Second is { } logit && count > 1)
            means[3] = logit;
        return means[..^Missing];
    }

    public float[] Score(ReadOnlySpan<float> pictures, int count, out float[] features) => features = Score(pictures, count);

    public void Dispose() => Disposed++;

    private static float Mean(ReadOnlySpan<float> values)
    {
        float sum = 0;
        foreach (float value in values)
            sum += value;
        return sum / values.Length;
    }
}
