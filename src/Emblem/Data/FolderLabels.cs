using Emblem.Folders;
using Emblem.Foundation;

namespace Emblem.Data;

/// <summary>Adds classes to a folder of pictures.</summary>
public static class FolderLabels
{
    extension(ImageFolder folder)
    {
        /// <summary>
        /// Takes for each file the class and set that <see cref="ImageFolder.PlaceOf"/> says; classes are those of the pictures to learn from, in
        /// ordinal order. Test pictures of no such class, and pictures beside the sets, are left out with a note.
        /// </summary>
        /// <exception cref="EmblemException">
        /// Files lie outside any class folder, there are fewer than two classes, or validation pictures have a class that is not learned.
        /// </exception>
        public LabelledImages LabelByFolder()
        {
            (string Name, FolderPlace Place)[] all = [.. folder.Names.Select(name => (name, folder.PlaceOf(name)))];
            RefuseOutside(folder, all);
            (string Name, FolderPlace Place)[] taken = [.. all.Where(item => folder.Sets.Count == 0 || item.Place.Set != FolderSet.None)];
            (string Name, FolderPlace Place)[] learned = [.. taken.Where(item => item.Place.Set is FolderSet.None or FolderSet.Training)];
            string[] classes = [.. (learned.Length > 0 ? learned : taken).Select(item => item.Place.Class).Where(name => name.Length > 0).Distinct().Order(StringComparer.Ordinal)];
            if (classes.Length < 2)
                throw OneClass(folder, classes);
            RefuseUnlearned(folder, taken, classes);
            return new LabelledImages(
                classes,
                [
                    .. taken.Where(item => classes.Contains(item.Place.Class)).Select(item => new LabelledImage(
                        folder.PathOf(item.Name), item.Name, Array.BinarySearch(classes, item.Place.Class, StringComparer.Ordinal)) { Set = item.Place.Set }),
                ])
            {
                Notes = [.. folder.Notes, .. LeftOut([.. taken.Where(item => item.Place.Set == FolderSet.Test)], classes)],
            };
        }
    }

    private static void RefuseOutside(ImageFolder folder, (string Name, FolderPlace Place)[] all)
    {
        (string Name, FolderPlace Place)[] outside = [.. all.Where(item => item.Place.Class.Length == 0 && item.Place.Set != FolderSet.Test)];
        if (outside.Length == 0)
            return;
        string where = Path.GetDirectoryName(folder.PathOf(outside[0].Name))!;
        throw new EmblemException(
            $"{outside.Length} of {folder.Names.Count} pictures lie in '{where}' itself, outside any class. "
            + "Move each into a subfolder named after its class.");
    }

    private static EmblemException OneClass(ImageFolder folder, string[] classes)
    {
        string only = classes.FirstOrDefault("");
        string[] below = [.. folder.Names.Select(name => name.Split('/')).Where(parts => parts.Length > 2 && parts[0] == only).Select(parts => parts[1]).Distinct().Order(StringComparer.Ordinal)];
        string hint = below.Length > 1 ? $" If {string.Join(" and ", below.Take(3).Select(name => $"'{name}'"))} are the classes, give '{folder.PathOf(only)}'." : "";
        return new EmblemException(
            $"'{folder.Root}' holds one class only ('{only}'). A classifier needs at least two subfolders with pictures.{hint}");
    }

    private static void RefuseUnlearned(ImageFolder folder, (string Name, FolderPlace Place)[] taken, string[] classes)
    {
        string[] unknown = [.. taken.Where(item => item.Place.Set == FolderSet.Validation).Select(item => item.Place.Class).Distinct().Except(classes).Order(StringComparer.Ordinal)];
        if (unknown.Length > 0)
        {
            throw new EmblemException(
                $"The validation pictures in '{folder.Root}' have the classes {string.Join(", ", unknown)}, which no training picture has. Training knows "
                + $"{string.Join(", ", classes)}. Add training pictures of them, or take them out.");
        }
    }

    private static IEnumerable<FolderNote> LeftOut((string Name, FolderPlace Place)[] test, string[] classes)
    {
        (string Name, FolderPlace Place)[] unknown = [.. test.Where(item => !classes.Contains(item.Place.Class))];
        if (unknown.Length > 0 && unknown.Length == test.Length)
        {
            return
            [
                new FolderNote(
                    FolderNoteKind.UnlabelledSet, unknown[0].Name.Split('/')[0], $"a test set of {unknown.Length} pictures in no folder of a class, left out",
                    "sort them into folders of the classes, or move them elsewhere; 'emblem predict' answers them"),
            ];
        }

        return unknown.GroupBy(item => item.Name[..item.Name.LastIndexOf('/')]).Select(same => new FolderNote(
            FolderNoteKind.UnknownClass, same.Key, $"test pictures ({same.Count()}) of no class that is learned, left out", "add training pictures of it, or move them elsewhere"));
    }
}
