using Emblem.Folders;

namespace Emblem.Data;

/// <summary>Classes that one side of a split has no picture of: no score over all of them would say so.</summary>
internal static class SplitNotes
{
    public static IEnumerable<FolderNote> Find(ImageSplit split) =>
    [
        .. Missing(split, split.Training, "training", "it cannot be learned", "add training pictures of it"),
        .. Missing(split, split.Validation, "validation", "no score tells how it does", "add pictures of it, or hold a larger share out"),
        .. split.Test.Count == 0 ? [] : Missing(split, split.Test, "test", "the score on the test pictures does not count it", "add test pictures of it"),
    ];

    private static IEnumerable<FolderNote> Missing(ImageSplit split, IReadOnlyList<LabelledImage> side, string name, string consequence, string whatToDo)
    {
        var there = side.Select(item => item.Label).ToHashSet();
        return split.Classes.Where((_, label) => !there.Contains(label))
            .Select(missing => new FolderNote(FolderNoteKind.MissingFromSet, missing, $"a class without a {name} picture: {consequence}", whatToDo));
    }
}
