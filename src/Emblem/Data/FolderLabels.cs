using Emblem.Folders;
using Emblem.Foundation;

namespace Emblem.Data;

/// <summary>Adds classes to a folder of pictures: those that its folders name.</summary>
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
            PlacedName[] all = [.. folder.Names.Select(name => new PlacedName(name, folder.PlaceOf(name)))];
            RefuseOutside(folder, all);
            PlacedName[] taken = [.. all.Where(item => folder.Sets.Count == 0 || item.Set != FolderSet.None)];
            return Labelling.Of(folder, taken, only => OneClass(folder, only)) with { Notes = [.. folder.Notes, .. LeftOut(taken)] };
        }
    }

    private static IEnumerable<FolderNote> LeftOut(PlacedName[] taken)
    {
        PlacedName[] unknown = Labelling.Unknown(taken);
        return unknown.Length > 0 && unknown.Length == taken.Count(item => item.Set == FolderSet.Test)
            ? [Labelling.Unlabelled(unknown[0].Name.Split('/')[0], unknown.Length, "in no folder of a class", "sort them into folders of the classes")]
            : Labelling.LeftOut(unknown, item => item.Name[..item.Name.LastIndexOf('/')]);
    }

    private static void RefuseOutside(ImageFolder folder, PlacedName[] all)
    {
        PlacedName[] outside = [.. all.Where(item => item.Class.Length == 0 && item.Set != FolderSet.Test)];
        if (outside.Length == 0)
            return;
        string where = Path.GetDirectoryName(folder.PathOf(outside[0].Name))!;
        throw new EmblemException(
            $"{outside.Length} of {folder.Names.Count} pictures lie in '{where}' itself, outside any class. Move each into a subfolder named after its class, "
            + "or say the classes otherwise: by a table (--labels FILE.csv, LabelByTable) or by the files' names (--label-regex PATTERN, LabelByRegex).");
    }

    private static EmblemException OneClass(ImageFolder folder, string only)
    {
        string[] below = [.. folder.Names.Select(name => name.Split('/')).Where(parts => parts.Length > 2 && parts[0] == only).Select(parts => parts[1]).Distinct().Order(StringComparer.Ordinal)];
        string hint = below.Length > 1 ? $" If {string.Join(" and ", below.Take(3).Select(name => $"'{name}'"))} are the classes, give '{folder.PathOf(only)}'." : "";
        return new EmblemException(
            $"'{folder.Root}' holds one class only ('{only}'). A classifier needs at least two subfolders with pictures.{hint}");
    }
}
