namespace Emblem.Imaging;

/// <summary>What a file says of its colours in the code points of ITU-T H.273, as PNG (<c>cICP</c>) and AVIF (<c>nclx</c>) do.</summary>
internal static class CodedColour
{
    /// <summary>The profile that says the same; null where that is sRGB, or nothing known.</summary>
    /// <param name="primaries">ColourPrimaries.</param>
    /// <param name="transfer">TransferCharacteristics.</param>
    /// <param name="gray">Whether the picture has one channel.</param>
    /// <exception cref="ImageFileException">Brightness beyond white, for which 8 bits of sRGB have no value.</exception>
    public static byte[]? Profile(int primaries, int transfer, bool gray)
    {
        if (transfer is 16 or 18)
        {
            throw new ImageFileException(
                $"HDR ({(transfer == 16 ? "PQ" : "HLG")}) is not read: nothing says which of its brightnesses is white; save it as an ordinary (SDR) picture");
        }

        Chromaticities points = primaries switch
        {
            5 => Chromaticities.Bt470,
            6 or 7 => Chromaticities.Bt601,
            9 => Chromaticities.Bt2020,
            12 => Chromaticities.DisplayP3,
            _ => Chromaticities.Srgb,
        };

        // Television's own curves are meant for what is filmed; on a screen they are looked at as sRGB is.
        ToneCurve curve = transfer switch
        {
            4 => ToneCurve.Power(2.2),
            5 => ToneCurve.Power(2.8),
            8 => ToneCurve.Power(1),
            _ => ToneCurve.Srgb,
        };
        return (gray || points == Chromaticities.Srgb) && curve == ToneCurve.Srgb ? null : ColourProfile.Write(points, curve, gray);
    }
}
