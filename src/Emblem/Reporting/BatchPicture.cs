using Emblem.Data;

namespace Emblem.Reporting;

/// <summary>Training pictures as the network sees them, with their classes: fast.ai's <c>show_batch</c>.</summary>
public static class BatchPicture
{
    /// <summary>Writes the grid as PNG.</summary>
    public static void Write(string path, IReadOnlyList<TrainingView> pictures) => ChartStyle.Write(path, Draw(pictures));

    /// <summary>The grid as PNG; as near to a square as the number of pictures allows.</summary>
    public static byte[] Draw(IReadOnlyList<TrainingView> pictures) => PictureGrid.Draw(
        "Training pictures as the network sees them", [.. pictures.Select(picture => new GridCell(picture.View, [picture.Class]))]);
}
