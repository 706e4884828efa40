using Emblem.Data;
using Emblem.Folders;

namespace Emblem.Reporting;

/// <summary>Training pictures as the network sees them, with their classes: fast.ai's <c>show_batch</c>.</summary>
public static class BatchPicture
{
    /// <summary>What the file is called unless told otherwise; beside the classes it is taken for no picture of the set.</summary>
    public const string FileName = OwnFiles.BatchChart;

    /// <summary>Writes the grid as PNG.</summary>
    public static void Write(string path, IReadOnlyList<TrainingView> pictures) => ChartStyle.Write(path, Draw(pictures));

    /// <summary>The grid as PNG; as near to a square as the number of pictures allows.</summary>
    public static byte[] Draw(IReadOnlyList<TrainingView> pictures) => PictureGrid.Draw(
        "Training pictures as the network sees them", [.. pictures.Select(picture => new GridCell(picture.View, [picture.Class]))]);

    /// <summary>
    /// Writes views of <see cref="ImageData.ViewVariants"/> as PNG: a row for each picture, first as it is, then as training changes it.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="views">Row by row.</param>
    /// <param name="variants">Changed views in a row.</param>
    public static void WriteVariants(string path, IReadOnlyList<TrainingView> views, int variants)
    {
        GridCell[] cells =
        [
            .. views.Select((view, i) => new GridCell(view.View, [i % (variants + 1) == 0 ? view.Class : $"epoch {i % (variants + 1)}"])),
        ];
        ChartStyle.Write(path, PictureGrid.Draw("Training pictures, plain and as training changes them", cells, variants + 1));
    }
}
