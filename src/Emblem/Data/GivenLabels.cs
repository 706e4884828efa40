using Emblem.Folders;
using Emblem.Foundation;

namespace Emblem.Data;

/// <summary>
/// Adds classes that something else than folders names: fast.ai's <c>from_name_func</c>, <c>from_name_re</c>, <c>from_csv</c> and <c>from_df</c>. Sets are
/// those of a usual layout's folders, unless a table says them. Pictures without a label are left out, each with a note.
/// </summary>
public static class GivenLabels
{
    private const int Shown = 3;

    extension(ImageFolder folder)
    {
        /// <summary>Asks a function for each picture's class.</summary>
        /// <param name="label">From the path below the folder, with <c>/</c>, to the class; null or empty for none.</param>
        /// <exception cref="EmblemException">No picture has a label, there are fewer than two classes, or validation pictures have a class that is not learned.</exception>
        public LabelledImages LabelBy(Func<string, string?> label)
        {
            ArgumentNullException.ThrowIfNull(label);
            return Label(folder, Labels(folder, label), null, "has no label", "give it one, or move it away");
        }

        /// <summary>
        /// Takes each class out of the picture's path below the folder, with <c>/</c>: what the pattern's one group matches, or the group <c>label</c>. Where
        /// it matches nothing the path is tried with <c>/</c> before it, so that fast.ai's patterns fit.
        /// </summary>
        /// <param name="pattern">A regular expression, such as <c>([^/]+)_\d+\.jpg$</c>; in Python's words <c>(?P&lt;label&gt;…)</c> too.</param>
        /// <exception cref="EmblemException">
        /// It is none, has no such group, takes too long or matches nothing; or as for <see cref="LabelBy"/>.
        /// </exception>
        public LabelledImages LabelByRegex(string pattern)
        {
            var regex = LabelPattern.Of(pattern);
            Dictionary<string, string> labels = Labels(folder, regex.Find);
            return labels.Count > 0
                ? Label(folder, labels, null, "is not matched by the pattern of the labels", "change the pattern, or move it away")
                : throw new EmblemException(
                    $"The pattern '{pattern}' matches none of {folder.Names.Count} pictures in '{folder.Root}', such as {string.Join(", ", folder.Names.Take(Shown).Select(name => $"'{name}'"))}.");
        }

        /// <summary>
        /// Takes each class from a table: CSV with commas, semicolons or tabs, with a heading or without one. Rows name pictures by their paths below the
        /// folder or below the table's own, with or without extension. Rows without a picture and pictures without a row are noted.
        /// </summary>
        /// <param name="file">The table.</param>
        /// <param name="options">Which columns are which; found when null.</param>
        /// <exception cref="EmblemException">
        /// No table, columns that cannot be told, no row that names a picture, or two that contradict each other; or as for <see cref="LabelBy"/>.
        /// </exception>
        public LabelledImages LabelByTable(string file, LabelTableOptions? options = null)
        {
            options ??= new LabelTableOptions();
            return new TableLabels(LabelTable.Read(file, options)).Label(folder, options.NamedFrom);
        }

        /// <summary>The same from rows of a program.</summary>
        /// <param name="rows">Where any says a set, folders do not.</param>
        /// <exception cref="EmblemException">No row names a picture, or two contradict each other; or as for <see cref="LabelBy"/>.</exception>
        public LabelledImages LabelByTable(IEnumerable<LabelRow> rows) => new TableLabels(LabelTable.Of(rows)).Label(folder);
    }

    /// <summary>Puts labels and pictures together, by the rules that hold of folders too.</summary>
    /// <param name="folder">The pictures.</param>
    /// <param name="labels">By name; empty ones count as none.</param>
    /// <param name="set">The set of a name that has a label; the folder's when null.</param>
    /// <param name="why">Why a picture has no label, after its name.</param>
    /// <param name="whatToDo">About it.</param>
    internal static LabelledImages Label(ImageFolder folder, IReadOnlyDictionary<string, string> labels, Func<string, FolderSet>? set, string why, string whatToDo)
    {
        string[] used = [.. folder.Names.Where(name => set is not null || folder.Sets.Count == 0 || folder.PlaceOf(name).Set != FolderSet.None)];
        PlacedName[] taken =
        [
            .. used.Where(name => labels.GetValueOrDefault(name, "").Length > 0).Select(name => new PlacedName(name, new FolderPlace(set?.Invoke(name) ?? folder.PlaceOf(name).Set, labels[name]))),
        ];
        LabelledImages images = Labelling.Of(folder, taken, only => new EmblemException(taken.Length == 0
            ? $"No picture in '{folder.Root}' has a label."
            : $"All {taken.Length} labelled pictures in '{folder.Root}' that teach are called '{only}'. A classifier needs at least two classes."));
        return images with
        {
            Notes =
            [
                .. folder.FileNotes, .. set is null ? folder.SetNotes : [], .. folder.ApartNotes, .. Unlabelled(folder, used, labels, set is null, why, whatToDo),
                .. Labelling.LeftOut(Labelling.Unknown(taken), item => item.Class), .. SimilarNames.Find(taken.Select(item => item.Class)),
            ],
        };
    }

    /// <summary>A picture each; a test folder without any label is one thing.</summary>
    private static IEnumerable<FolderNote> Unlabelled(
        ImageFolder folder, string[] used, IReadOnlyDictionary<string, string> labels, bool hasFolders, string why, string whatToDo)
    {
        string[] without = [.. used.Where(name => labels.GetValueOrDefault(name, "").Length == 0)];
        foreach (IGrouping<bool, string> same in without.GroupBy(name => hasFolders && folder.PlaceOf(name).Set == FolderSet.Test))
        {
            string[] names = [.. same];
            if (same.Key && names.Length == used.Count(name => folder.PlaceOf(name).Set == FolderSet.Test))
            {
                yield return Labelling.Unlabelled(names[0].Split('/')[0], names.Length, "without labels", "label them");
                continue;
            }

            foreach (string name in names)
            {
                yield return labels.ContainsKey(name)
                    ? new FolderNote(FolderNoteKind.NoLabel, name, "has an empty label, left out", "fill it in, or move the picture away")
                    : new FolderNote(FolderNoteKind.NoLabel, name, $"{why}, left out", whatToDo);
            }
        }
    }

    private static Dictionary<string, string> Labels(ImageFolder folder, Func<string, string?> label) =>
        folder.Names.Select(name => KeyValuePair.Create(name, label(name)?.Trim() ?? "")).Where(pair => pair.Value.Length > 0).ToDictionary();
}
