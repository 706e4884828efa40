using System.Numerics;

namespace Emblem.Training.TensorBoard;

/// <summary>CRC-32C (Castagnoli), turned and shifted as TensorFlow's records want it, so that a checksum of data with checksums stays a good one.</summary>
internal static class MaskedCrc
{
    private const uint Shift = 0xA282EAD8;

    public static uint Of(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte one in data)
            crc = BitOperations.Crc32C(crc, one);
        return BitOperations.RotateRight(~crc, 15) + Shift;
    }
}
