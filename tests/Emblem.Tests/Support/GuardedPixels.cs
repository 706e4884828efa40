using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Emblem.Imaging;

namespace Emblem.Tests.Support;

/// <summary>A picture that fails the test when anything outside its memory is asked for, which real memory mostly lets pass.</summary>
/// <param name="inner">What is read.</param>
/// <param name="bytes">Its length in memory.</param>
internal readonly ref struct GuardedPixels<TInner>(TInner inner, int bytes) : ISourcePixels
    where TInner : ISourcePixels, allows ref struct
{
    private readonly TInner _inner = inner;

    public static float Full => TInner.Full;

    public static int Step => TInner.Step;

    public int LastPair => _inner.LastPair;

    public (ColourVectors Left, ColourVectors Right) Load(ref int offsets)
    {
        for (int i = 0; i < ColourPlanes.Group; i++)
        {
            int offset = Unsafe.Add(ref offsets, i);
            Assert.InRange(offset, 0, bytes - (Step == 3 ? 8 : 16));
            Assert.Equal(0, offset % Step);
        }

        return _inner.Load(ref offsets);
    }

    public void Fetch(int first, int count)
    {
        Assert.InRange(first, 0, bytes / Step);
        Assert.InRange((first + count) * Step, 0, bytes);
        _inner.Fetch(first, count);
    }

    public Vector128<float> Single(int pixel)
    {
        Assert.InRange(pixel, 0, (bytes / Step) - 1);
        return _inner.Single(pixel);
    }
}
