using System.Text.Json.Serialization;

namespace Emblem.Imaging;

/// <summary>What is seen beyond the edge of a picture, where a rotation, a warp or a pad looks there.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PaddingMode>))]
public enum PaddingMode
{
    /// <summary>The picture mirrored at the centre of its outermost pixels; fast.ai's default.</summary>
    Reflection,

    /// <summary>The outermost pixel, repeated.</summary>
    Border,

    /// <summary>Black, before normalisation.</summary>
    Zeros,
}
