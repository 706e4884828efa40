using System.Text.Json.Serialization;

namespace Emblem.Imaging;

/// <summary>How a picture of any shape becomes one of the network's; fast.ai v1's three ways.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ResizeMethod>))]
public enum ResizeMethod
{
    /// <summary>Scale until the picture covers the target, then cut off what is over. Keeps proportions, loses edges.</summary>
    Crop,

    /// <summary>Scale until the picture fits inside the target, then fill the rest. Keeps proportions and all of it.</summary>
    Pad,

    /// <summary>Scale both sides to the target. Keeps all of the picture, changes proportions.</summary>
    Squish,
}
