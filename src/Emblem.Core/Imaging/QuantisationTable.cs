namespace Emblem.Imaging;

/// <summary>The example tables of ITU-T T.81, Annex K.1, which nearly every JPEG writer scales by its quality as libjpeg does.</summary>
internal static class QuantisationTable
{
    private static readonly byte[] Brightness =
    [
        16, 11, 10, 16, 24, 40, 51, 61,
        12, 12, 14, 19, 26, 58, 60, 55,
        14, 13, 16, 24, 40, 57, 69, 56,
        14, 17, 22, 29, 51, 87, 80, 62,
        18, 22, 37, 56, 68, 109, 103, 77,
        24, 35, 55, 64, 81, 104, 113, 92,
        49, 64, 78, 87, 103, 121, 120, 101,
        72, 92, 95, 98, 112, 100, 103, 99,
    ];

    private static readonly byte[] Colour =
    [
        17, 18, 24, 47, 99, 99, 99, 99,
        18, 21, 26, 66, 99, 99, 99, 99,
        24, 26, 56, 99, 99, 99, 99, 99,
        47, 66, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
    ];

    /// <summary>64 steps for brightness and 64 for colour, by rows of frequencies.</summary>
    /// <param name="quality">1 to 100; 50 takes the tables as they are.</param>
    public static (float[] Brightness, float[] Colour) For(int quality) => (Scaled(Brightness, quality), Scaled(Colour, quality));

    private static float[] Scaled(byte[] table, int quality)
    {
        int percent = quality < 50 ? 5000 / quality : 200 - (2 * quality);
        return [.. table.Select(step => (float)Math.Clamp(((step * percent) + 50) / 100, 1, 255))];
    }
}
