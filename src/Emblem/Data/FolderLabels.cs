using Emblem.Foundation;

namespace Emblem.Data;

/// <summary>Adds classes to a folder of pictures.</summary>
public static class FolderLabels
{
    extension(ImageFolder folder)
    {
        /// <summary>Takes each file's parent folder as its class; classes are in ordinal order.</summary>
        /// <exception cref="EmblemException">Files lie outside any class folder, or there are fewer than two classes.</exception>
        public LabelledImages LabelByFolder()
        {
            string[] labels = [.. folder.Names.Select(ParentOf)];
            int outside = labels.Count(label => label.Length == 0);
            if (outside > 0)
            {
                throw new EmblemException(
                    $"{outside} of {folder.Names.Count} pictures lie in '{folder.Root}' itself, outside any class. "
                    + "Move each into a subfolder named after its class.");
            }

            string[] classes = [.. labels.Distinct().Order(StringComparer.Ordinal)];
            if (classes.Length < 2)
            {
                throw new EmblemException(
                    $"'{folder.Root}' holds one class only ('{classes[0]}'). A classifier needs at least two subfolders with pictures.");
            }

            return new LabelledImages(
                classes,
                [
                    .. folder.Names.Select((name, i) => new LabelledImage(
                        folder.PathOf(name), name, Array.BinarySearch(classes, labels[i], StringComparer.Ordinal))),
                ]);
        }
    }

    private static string ParentOf(string name)
    {
        string[] parts = name.Split('/');
        return parts.Length < 2 ? "" : parts[^2];
    }
}
