using System.Text.Json.Serialization;

namespace Emblem.Imaging;

/// <summary>How pixels of a picture that is not augmented are computed from those of the file.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Resampling>))]
public enum Resampling
{
    /// <summary>One bilinear interpolation at fast.ai v1's sample points, in floats: what training with augmentations does.</summary>
    Sampled,

    /// <summary>Pillow's antialiased bilinear filter, as torchvision's weights were evaluated with.</summary>
    Bilinear,

    /// <summary>Pillow's antialiased bicubic filter (a = −0.5), as most of timm's weights were evaluated with.</summary>
    Bicubic,

    /// <summary>Pillow's box filter: plain averages when shrinking, repeated pixels when enlarging.</summary>
    Box,
}
