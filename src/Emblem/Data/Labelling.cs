using Emblem.Folders;
using Emblem.Foundation;

namespace Emblem.Data;

/// <summary>What holds of labels whatever gives them: which classes there are, and which pictures have none of them.</summary>
internal static class Labelling
{
    /// <summary>The pictures with the numbers of their classes, which are those of the pictures to learn from, in ordinal order; without notes.</summary>
    /// <param name="folder">Where they lie.</param>
    /// <param name="taken">In ordinal order of their names.</param>
    /// <param name="oneClass">The error where there are not two classes; told the one, or an empty name.</param>
    /// <exception cref="EmblemException">There are not two classes, or validation pictures have a class that is not learned.</exception>
    public static LabelledImages Of(ImageFolder folder, IReadOnlyList<PlacedName> taken, Func<string, EmblemException> oneClass)
    {
        string[] classes = Classes(taken);
        if (classes.Length < 2)
            throw oneClass(classes.FirstOrDefault(""));
        RefuseUnlearned(folder, taken, classes);
        return new LabelledImages(
            classes,
            [
                .. taken.Where(item => classes.Contains(item.Class)).Select(item => new LabelledImage(
                    folder.PathOf(item.Name), item.Name, Array.BinarySearch(classes, item.Class, StringComparer.Ordinal)) { Set = item.Set }),
            ]);
    }

    /// <summary>Test pictures of classes that are not learned.</summary>
    public static PlacedName[] Unknown(IReadOnlyList<PlacedName> taken)
    {
        string[] classes = Classes(taken);
        return [.. taken.Where(item => item.Set == FolderSet.Test && !classes.Contains(item.Class))];
    }

    /// <summary>Notes on them, one a place.</summary>
    public static IEnumerable<FolderNote> LeftOut(IEnumerable<PlacedName> unknown, Func<PlacedName, string> place) => unknown.GroupBy(place).Select(same => new FolderNote(
        FolderNoteKind.UnknownClass, same.Key, $"test pictures ({same.Count()}) of no class that is learned, left out", "add training pictures of it, or move them elsewhere"));

    /// <summary>A note on a test set whose classes nobody knows.</summary>
    public static FolderNote Unlabelled(string set, int count, string why, string whatToDo) => new(
        FolderNoteKind.UnlabelledSet, set, $"a test set of {count} pictures {why}, left out", $"{whatToDo}, or move them elsewhere; 'emblem predict' answers them");

    private static string[] Classes(IReadOnlyList<PlacedName> taken)
    {
        PlacedName[] learned = [.. taken.Where(item => item.Set is FolderSet.None or FolderSet.Training)];
        return [.. (learned.Length > 0 ? learned : taken).Select(item => item.Class).Where(name => name.Length > 0).Distinct().Order(StringComparer.Ordinal)];
    }

    private static void RefuseUnlearned(ImageFolder folder, IReadOnlyList<PlacedName> taken, string[] classes)
    {
        string[] unknown = [.. taken.Where(item => item.Set == FolderSet.Validation).Select(item => item.Class).Distinct().Except(classes).Order(StringComparer.Ordinal)];
        if (unknown.Length > 0)
        {
            throw new EmblemException(
                $"The validation pictures in '{folder.Root}' have the classes {string.Join(", ", unknown)}, which no training picture has. Training knows "
                + $"{string.Join(", ", classes)}. Add training pictures of them, or take them out.");
        }
    }
}
