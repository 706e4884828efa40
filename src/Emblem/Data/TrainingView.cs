using Emblem.Imaging;

namespace Emblem.Data;

/// <summary>A training picture as the network sees it.</summary>
/// <param name="View">Resized, augmented, as 8-bit pixels.</param>
/// <param name="Class">Its class name.</param>
/// <param name="Name">Its file, below the folder that was opened.</param>
public sealed record TrainingView(PixelImage View, string Class, string Name);
