using Emblem.Compute;
using TorchSharp;

namespace Emblem.Tests.Compute;

public sealed class NativeRuntimeTests
{
    [Fact]
    public void LoadsTorch()
    {
        NativeRuntime.EnsureLoaded();

        using torch.Tensor numbers = torch.tensor(new float[] { 1, 2 });
        using torch.Tensor sum = numbers.sum();

        Assert.Equal(3, sum.item<float>());
    }

    [Fact]
    public void PatchesACopyAndLeavesThePackagesFileAlone()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("Only Linux builds of the wrapper ask for a GLIBCXX version.");
        string original = Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", "libLibTorchSharp.so");
        byte[] before = File.ReadAllBytes(original);

        string copy = NativeRuntime.PatchedCopy(original);
        byte[] patched = File.ReadAllBytes(copy);
        DateTime written = File.GetLastWriteTimeUtc(copy);

        Assert.Equal(before, File.ReadAllBytes(original));
        Assert.Single(Enumerable.Range(0, before.Length), i => before[i] != patched[i]);
        Assert.Equal(copy, NativeRuntime.PatchedCopy(original));
        Assert.Equal(written, File.GetLastWriteTimeUtc(copy));
    }
}
