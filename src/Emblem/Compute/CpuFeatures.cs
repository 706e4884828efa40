using System.Runtime.Intrinsics.X86;

namespace Emblem.Compute;

/// <summary>What of this processor decides how fast torch multiplies, by CPUID (Intel SDM vol. 2A, "CPUID") and by what the system lets programs use.</summary>
/// <param name="Avx2">256-bit arithmetic.</param>
/// <param name="Avx512">512-bit arithmetic.</param>
/// <param name="Avx512BFloat16">AVX512_BF16: products of bf16 pairs.</param>
/// <param name="AmxBFloat16">AMX-BF16: products of bf16 tiles.</param>
internal sealed record CpuFeatures(bool Avx2, bool Avx512, bool Avx512BFloat16, bool AmxBFloat16)
{
    private const int ExtendedFeatures = 7;
    private const int SavedState = 0xD;
    private const int TileData = 18;

    /// <summary>This machine's.</summary>
    public static CpuFeatures Here { get; } = Detect();

    /// <summary>True where bf16 is computed and not emulated, which is many times slower than fp32.</summary>
    public bool HasBFloat16 => Avx512BFloat16 || AmxBFloat16;

    /// <summary>The names, as Linux writes them in <c>/proc/cpuinfo</c>, of those that are there.</summary>
    public IReadOnlyList<string> Names =>
    [
        .. new[] { (Avx2, "avx2"), (Avx512, "avx512f"), (Avx512BFloat16, "avx512_bf16"), (AmxBFloat16, "amx_bf16") }
            .Where(feature => feature.Item1).Select(feature => feature.Item2),
    ];

    /// <summary>Reads the answers of CPUID.</summary>
    /// <param name="ask">Gives EAX, EBX, ECX and EDX for a leaf and a sub-leaf.</param>
    /// <param name="avx2">Whether AVX2 is there and its registers are kept by the system.</param>
    /// <param name="avx512">The same of AVX-512.</param>
    public static CpuFeatures From(Func<int, int, (int Eax, int Ebx, int Ecx, int Edx)> ask, bool avx2, bool avx512)
    {
        if (ask(0, 0).Eax < SavedState)
            return new CpuFeatures(avx2, avx512, false, false);
        return new CpuFeatures(
            avx2,
            avx512,
            avx512 && Bit(ask(ExtendedFeatures, 1).Eax, 5),
            Bit(ask(ExtendedFeatures, 0).Edx, 22) && KeepsTiles(ask));
    }

    /// <summary>"avx2, no avx512_bf16, no amx_bf16": what is there, and what bf16 would need.</summary>
    public override string ToString() =>
        string.Join(", ", [.. Names, .. Avx512BFloat16 ? Array.Empty<string>() : ["no avx512_bf16"], .. AmxBFloat16 ? Array.Empty<string>() : ["no amx_bf16"]]);

    private static CpuFeatures Detect() => X86Base.IsSupported
        ? From((leaf, part) => X86Base.CpuId(leaf, part), Avx2Registers, Avx512Registers)
        : new CpuFeatures(false, false, false, false);

    // .NET says yes only where the system saves these registers when it switches threads.
    private static bool Avx2Registers => System.Runtime.Intrinsics.X86.Avx2.IsSupported;

    private static bool Avx512Registers => Avx512F.IsSupported;

    /// <summary>
    /// Whether the system saves tiles: .NET cannot read XCR0, but CPUID tells the size of what is saved as things are enabled now, and where
    /// in it the tiles would lie.
    /// </summary>
    private static bool KeepsTiles(Func<int, int, (int Eax, int Ebx, int Ecx, int Edx)> ask)
    {
        (int size, int offset, _, _) = ask(SavedState, TileData);
        return size > 0 && ask(SavedState, 0).Ebx >= offset + size;
    }

    private static bool Bit(int register, int bit) => ((register >> bit) & 1) == 1;
}
