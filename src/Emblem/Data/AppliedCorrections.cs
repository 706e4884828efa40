using Emblem.Folders;
using Emblem.Foundation;

namespace Emblem.Data;

/// <summary>Applies decisions to labelled pictures. The files stay as they are.</summary>
public static class AppliedCorrections
{
    extension(LabelledImages images)
    {
        /// <summary>
        /// The pictures with their labels corrected and without those that are to be removed. A line of a picture that is not here, or has another label by now,
        /// changes nothing and is noted; how many were changed is noted too.
        /// </summary>
        /// <exception cref="EmblemException">A line wants a class that there is not, or all pictures of a class go.</exception>
        public LabelledImages Apply(Corrections corrections)
        {
            var notes = new List<FolderNote>();
            Dictionary<string, string?> decided = Decide(images, corrections, notes);
            var numbers = images.Classes.Index().ToDictionary(known => known.Item, known => known.Index, StringComparer.Ordinal);
            LabelledImage[] items =
            [
                .. images.Items.Select(item => !decided.TryGetValue(item.Path, out string? label) ? item : label is null ? null : item with { Label = numbers[label] }).OfType<LabelledImage>(),
            ];
            string[] empty = [.. images.Classes.Where((_, i) => images.Items.Any(item => item.Label == i) && items.All(item => item.Label != i))];
            if (empty.Length > 0)
                throw new EmblemException($"The corrections leave no picture of {string.Join(", ", empty)}. Keep some, or take the class's folder away.");
            int removed = images.Items.Count - items.Length;
            int changed = images.Items.Count(item => decided.GetValueOrDefault(item.Path) is { } label && numbers[label] != item.Label);
            if (changed + removed > 0)
                notes.Add(new FolderNote(FolderNoteKind.Corrected, corrections.Name, $"gives {ValueText.Count(changed, "picture")} another label and leaves {ValueText.Count(removed, "picture")} out"));
            return images with { Items = items, Notes = [.. images.Notes, .. notes] };
        }
    }

    /// <summary>The class that each picture is to have, by its path; null for one that goes.</summary>
    private static Dictionary<string, string?> Decide(LabelledImages images, Corrections corrections, List<FolderNote> notes)
    {
        var byName = images.Items.ToLookup(item => item.Name, StringComparer.Ordinal);
        var byPath = images.Items.ToLookup(item => item.Path, StringComparer.Ordinal);
        var decided = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (Correction line in corrections.Where(line => line.Action != CorrectionAction.None))
        {
            LabelledImage? item = byName[line.PictureFile].Concat(byPath[line.PictureFile]).FirstOrDefault();
            if (item is null)
            {
                // One that was to go may have been taken away since.
                if (line.Action != CorrectionAction.Remove)
                    notes.Add(new FolderNote(FolderNoteKind.CorrectionWithoutPicture, line.PictureFile, "a correction of a picture that is not here", "take the line out, or put the picture back"));
                continue;
            }

            string now = images.Classes[item.Label];
            if (!line.Holds(now))
            {
                notes.Add(new FolderNote(
                    FolderNoteKind.CorrectionOfAnotherLabel, line.PictureFile, $"a correction of the label '{line.Label}', and it is '{now}': left alone", "look at it again, and write its label into the line"));
                continue;
            }

            if (line.Corrected is { } label && !images.Classes.Contains(label, StringComparer.Ordinal))
                throw new EmblemException($"'{line.PictureFile}' is to be '{label}', and there is no such class. {NearestName.Advice(label, images.Classes)}");
            decided[item.Path] = line.Corrected;
        }

        return decided;
    }
}
