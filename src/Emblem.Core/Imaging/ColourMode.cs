namespace Emblem.Imaging;

/// <summary>How a file stores colour, before anything is converted.</summary>
public enum ColourMode
{
    /// <summary>Red, green, blue.</summary>
    Colour,

    /// <summary>Red, green, blue and transparency.</summary>
    ColourAlpha,

    /// <summary>One channel of gray.</summary>
    Gray,

    /// <summary>Gray and transparency.</summary>
    GrayAlpha,

    /// <summary>Indices into a table of colours, with or without a transparent one: every GIF, many PNGs.</summary>
    Palette,

    /// <summary>Printing inks.</summary>
    Cmyk,

    /// <summary>Lab and other spaces that are rare on the web.</summary>
    Other,
}
