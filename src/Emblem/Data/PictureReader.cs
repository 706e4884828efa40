using Emblem.Augmentation;
using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Data;

/// <summary>Makes one picture ready for a network. Pure: the result depends on file, epoch and view alone, so any thread may do it.</summary>
/// <param name="pictures">Decodes them.</param>
/// <param name="preprocessing">What is done to each.</param>
/// <param name="augmentations">Random changes; without any, pictures are prepared as for prediction.</param>
/// <param name="random">Decides the changes.</param>
internal sealed class PictureReader(
    IPictureSource pictures, Preprocessing preprocessing, IReadOnlyList<IAugmentation> augmentations, RandomSource random)
{
    public Preprocessing Preprocessing => preprocessing;

    /// <summary>Writes the normalised picture into its place in a batch.</summary>
    /// <param name="item">Which picture.</param>
    /// <param name="epoch">Decides the changes, with <paramref name="view"/>.</param>
    /// <param name="view">Which of the epoch's views of the pictures.</param>
    /// <param name="destination">Has room for one.</param>
    /// <param name="scratch">The calling thread's own.</param>
    public void Read(LabelledImage item, int epoch, int view, PictureSlot destination, SamplingScratch scratch) =>
        preprocessing.Prepare(pictures.Read(item.Path), augmentations, Stream(epoch, view), destination, scratch);

    /// <summary>The same view as 8-bit pixels, for people.</summary>
    public PixelImage View(LabelledImage item, int epoch, int view) =>
        preprocessing.View(pictures.Read(item.Path), augmentations, Stream(epoch, view));

    private RandomStream? Stream(int epoch, int view) => augmentations.Count == 0 ? null : random.Stream("augment", epoch, view);
}
