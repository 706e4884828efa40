using Emblem.Compute;
using Emblem.Tests.Shared;
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
    public void TheCopyIsSealedNeedsNoCacheAndLeavesThePackagesFileAlone()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("Only Linux builds of the wrapper ask for a GLIBCXX version.");
        string original = Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", "libLibTorchSharp.so");
        byte[] before = File.ReadAllBytes(original);
        using var nowhere = new TemporaryVariable("EMBLEM_CACHE", "/proc/nowhere");

        using SealedLibrary copy = NativeRuntime.PatchedCopy(original);

        byte[] patched = File.ReadAllBytes(copy.Path);
        Assert.Equal(before, File.ReadAllBytes(original));
        Assert.Single(Enumerable.Range(0, before.Length), i => before[i] != patched[i]);
        Assert.ThrowsAny<Exception>(() => File.WriteAllBytes(copy.Path, [1, 2, 3]));
        Assert.Equal(patched, File.ReadAllBytes(copy.Path));
    }

    [Fact]
    public void WhatWasPatchedIsLoadedFromSealedMemory()
    {
        NativeRuntime.EnsureLoaded();
        Assert.SkipUnless(NativeRuntime.IsPatched, "The system's C++ library has what the wrapper asks for.");

        Assert.Contains(File.ReadLines("/proc/self/maps"), line => line.Contains("/memfd:libLibTorchSharp.so", StringComparison.Ordinal));
    }
}
