using System.Text.Json.Serialization;

namespace Emblem.Imaging;

/// <summary>What becomes of the orientation that a camera notes in a file (EXIF), one of eight turns and mirrorings.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PictureOrientation>))]
public enum PictureOrientation
{
    /// <summary>Pictures are turned as people see them.</summary>
    Upright,

    /// <summary>The note is ignored and rows stay as they are stored: fast.ai v1's way, for models that were trained so.</summary>
    AsStored,
}
