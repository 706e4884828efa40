using Emblem.Compute;

namespace Emblem.Tests.Compute;

public sealed class CpuFeaturesTests
{
    private const int BFloat16Bit = 1 << 5;
    private const int AmxBit = 1 << 22;

    // Sapphire Rapids' own: 8 KB of tiles at offset 2816 of what is saved.
    private const int TileSize = 8192;
    private const int TileOffset = 2816;

    [Fact]
    public void SapphireRapidsHasBoth() =>
        Assert.Equal(["avx2", "avx512f", "avx512_bf16", "amx_bf16"], Features(BFloat16Bit, AmxBit, TileOffset + TileSize).Names);

    [Fact]
    public void TilesThatTheSystemDoesNotSaveAreNone()
    {
        CpuFeatures found = Features(BFloat16Bit, AmxBit, TileOffset);

        Assert.False(found.AmxBFloat16);
        Assert.True(found.HasBFloat16);
    }

    [Fact]
    public void WideRegistersThatTheSystemDoesNotSaveAreNone() =>
        Assert.False(CpuFeatures.From(Answers(BFloat16Bit, 0, 0), avx2: true, avx512: false).HasBFloat16);

    [Fact]
    public void OldProcessorIsNotAskedForLeavesThatItLacks()
    {
        CpuFeatures found = CpuFeatures.From(
            (leaf, _) => leaf == 0 ? (4, 0, 0, 0) : throw new InvalidOperationException($"leaf {leaf}"), avx2: false, avx512: false);

        Assert.Empty(found.Names);
    }

    [Fact]
    public void SaysWhatBf16WouldNeed() => Assert.Equal("avx2, avx512f, no avx512_bf16, no amx_bf16", Features(0, 0, 0).ToString());

    [Fact]
    public void LinuxSaysTheSame()
    {
        const string path = "/proc/cpuinfo";
        Assert.SkipUnless(File.Exists(path), $"No {path} here.");
        string? flags = File.ReadLines(path).FirstOrDefault(line => line.StartsWith("flags", StringComparison.Ordinal));
        Assert.SkipWhen(flags is null, "This processor is described by other words.");
        string[] known = ["avx2", "avx512f", "avx512_bf16", "amx_bf16"];

        Assert.Equal(known.Intersect(flags.Split(' ')), CpuFeatures.Here.Names);
    }

    private static CpuFeatures Features(int part1Eax, int part0Edx, int saved) =>
        CpuFeatures.From(Answers(part1Eax, part0Edx, saved), avx2: true, avx512: true);

    private static Func<int, int, (int Eax, int Ebx, int Ecx, int Edx)> Answers(int part1Eax, int part0Edx, int saved) => (leaf, part) => (leaf, part) switch
    {
        (0, _) => (0x20, 0, 0, 0),
        (7, 0) => (1, 0, 0, part0Edx),
        (7, 1) => (part1Eax, 0, 0, 0),
        (0xD, 0) => (0, saved, 0, 0),
        (0xD, 18) => (TileSize, TileOffset, 0, 0),
        _ => default,
    };
}
