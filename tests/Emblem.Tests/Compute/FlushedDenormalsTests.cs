using Emblem.Compute;
using static TorchSharp.torch;

namespace Emblem.Tests.Compute;

public sealed class FlushedDenormalsTests
{
    [Fact]
    public void DenormalsAreZeroWhileHeld()
    {
        Assert.SkipUnless(FlushedDenormals.IsSupported, "This libtorch has the function under another name.");

        float held;
        using (FlushedDenormals.OnThisThread())
            held = Halved();

        Assert.Equal(0, held);
        Assert.Equal(5.9e-39f, Halved(), 1e-40f);
    }

    private static float Halved()
    {
        using var scope = NewDisposeScope();
        return (tensor([1.18e-38f]) * 0.5f).data<float>()[0];
    }
}
