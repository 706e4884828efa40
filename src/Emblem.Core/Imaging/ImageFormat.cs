namespace Emblem.Imaging;

/// <summary>What a file is, by its first bytes and never by its name.</summary>
public enum ImageFormat
{
    /// <summary>Nothing known.</summary>
    Unknown,

    /// <summary>JPEG.</summary>
    Jpeg,

    /// <summary>PNG, also animated.</summary>
    Png,

    /// <summary>GIF; the first frame is read.</summary>
    Gif,

    /// <summary>WebP; the first frame is read.</summary>
    WebP,

    /// <summary>AVIF.</summary>
    Avif,

    /// <summary>TIFF; the first page is read.</summary>
    Tiff,

    /// <summary>Windows bitmap, read by Skia.</summary>
    Bmp,

    /// <summary>Windows icon, read by Skia; its largest picture counts.</summary>
    Ico,

    /// <summary>HEIC, refused: its decoder is not freely licensed.</summary>
    Heic,

    /// <summary>SVG, refused: a program that draws, not pixels.</summary>
    Svg,

    /// <summary>Photoshop, refused.</summary>
    Psd,

    /// <summary>JPEG 2000, refused.</summary>
    Jp2,

    /// <summary>Truevision TGA, refused: it has no signature, and its decoders are rarely tested against hostile files.</summary>
    Tga,

    /// <summary>A web page, most often an error page saved under a picture's name.</summary>
    Html,
}
