using System.Globalization;
using System.Runtime.InteropServices;
using Emblem.Compute;
using Emblem.Compute.Memory;
using static TorchSharp.torch;

namespace Emblem.Tests.Compute.Memory;

public sealed class LoadedCodeTests
{
    private const string Maps = "/proc/self/smaps";
    private const string Torch = "/libtorch_cpu.so";

    [Fact]
    public void LibtorchsCodeIsLetGoAndComesBack()
    {
        Assert.SkipUnless(File.Exists(Maps), "Only Linux tells what is resident.");
        NativeRuntime.EnsureLoaded();
        (nint start, long size) = TorchsCode();
        using var scope = NewDisposeScope();
        Tensor numbers = arange(1000, dtype: float64);
        double sum = numbers.sum().item<double>();
        Touch(start, size);
        long held = Kilobytes(start, "Rss");

        LoadedCode.Forget();

        // Other tests compute meanwhile.
        Assert.InRange(Kilobytes(start, "Rss"), 0, held / 2);
        Assert.Equal(sum, numbers.sum().item<double>());
    }

    [Fact]
    public void WhatComesBackComesInSmallPages()
    {
        Assert.SkipUnless(File.Exists(Maps), "Only Linux tells what is resident.");
        NativeRuntime.EnsureLoaded();
        (nint start, long size) = TorchsCode();

        LoadedCode.Forget();
        Touch(start, size);

        Assert.Equal(0, Kilobytes(start, "FilePmdMapped"));
    }

    [Theory]
    [InlineData("7f36f1e00000-7f36f1e02000 r-xp 01600000 08:01 1234                       /opt/a b/libtorch_cpu.so", 0x7f36f1e00000, 8192)]
    [InlineData("1000-3000 r-xp 00000000 08:01 1 /lib/x.so", 0x1000, 8192)]
    [InlineData("7f1b1c3d2000-7f1b1c3e2000 r--s 00000000 08:01 1234                       /opt/emblem/TorchSharp.dll", 0x7f1b1c3d2000, 65536)]
    public void AFilesCodeIsKnownByItsLine(string line, long start, long size)
    {
        Assert.Equal(((nint)start, size), LoadedCode.Parse(line));
    }

    /// <summary>What was written, what has no file to come back from, and what is not code.</summary>
    [Theory]
    [InlineData("7f370720f000-7f37074cd000 r--p 15e0f000 08:01 1234                       /lib/libtorch_cpu.so")]
    [InlineData("7f3707675000-7f3707f42000 rw-p 00000000 00:00 0 ")]
    [InlineData("7f3707675000-7f3707f42000 r-xp 00000000 00:00 0 ")]
    [InlineData("7f42f5690000-7f42f56f3000 r-xs 000f3000 00:01 2049                       /memfd:doublemapper (deleted)")]
    [InlineData("7f42f5690000-7f42f56f3000 r-xp 000f3000 00:01 2049                       /memfd:libLibTorchSharp.so (deleted)")]
    [InlineData("7ffd3e5f2000-7ffd3e5f4000 r-xp 00000000 00:00 0                          [vdso]")]
    [InlineData("")]
    public void AllElseStays(string line)
    {
        Assert.Null(LoadedCode.Parse(line));
    }

    private static (nint Start, long Size) TorchsCode() =>
        File.ReadLines(Maps).Where(line => line.EndsWith(Torch, StringComparison.Ordinal)).Select(LoadedCode.Parse).OfType<(nint, long)>().First();

    private static void Touch(nint start, long size)
    {
        for (long at = 0; at < size; at += 4096)
            _ = Marshal.ReadByte(start + (nint)at);
    }

    private static long Kilobytes(nint start, string name)
    {
        string begins = start.ToString("x", CultureInfo.InvariantCulture) + "-";
        string told = File.ReadLines(Maps).SkipWhile(line => !line.StartsWith(begins, StringComparison.Ordinal)).First(line => line.StartsWith(name + ":", StringComparison.Ordinal));
        return long.Parse(told.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
