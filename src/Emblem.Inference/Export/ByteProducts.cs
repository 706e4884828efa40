using System.Runtime.Intrinsics.X86;

namespace Emblem.Export;

/// <summary>How this processor multiplies whole numbers of 8 bits.</summary>
internal static class ByteProducts
{
    private const int Features = 7;
    private const int Avx512Vnni = 1 << 11;

    /// <summary>
    /// Whether two products are added in 16 bits, where large ones overflow: x64 without VNNI. ONNX Runtime then has an exact way, which costs some speed and which it would take on
    /// other processors too where it is asked for.
    /// </summary>
    public static bool MayOverflow { get; } = Avx2.IsSupported && !AvxVnni.IsSupported && !HasAvx512Vnni();

    private static bool HasAvx512Vnni() =>
        Avx512BW.IsSupported && X86Base.CpuId(0, 0).Eax >= Features && (X86Base.CpuId(Features, 0).Ecx & Avx512Vnni) != 0;
}
