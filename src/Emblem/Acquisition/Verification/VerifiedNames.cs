namespace Emblem.Acquisition.Verification;

/// <summary>Names good pictures after what they are, each differently.</summary>
internal static class VerifiedNames
{
    private static readonly string[][] Synonyms = [[".jpg", ".jpeg", ".jpe", ".jfif"], [".tif", ".tiff"]];

    /// <summary>
    /// One name a verdict, below the output folder. A wrong extension gives way to the true one; where that would meet another file, the true
    /// one is added to the whole old name, and a number if need be.
    /// </summary>
    /// <param name="verdicts">On all files that are there.</param>
    /// <param name="earlier">Names that earlier runs gave to files that are elsewhere now.</param>
    public static IReadOnlyList<string> Choose(IReadOnlyList<FileVerdict> verdicts, IEnumerable<string> earlier)
    {
        // All names there are count as taken: in place, whoever has one may still be there when another is renamed.
        var taken = verdicts.Select(verdict => verdict.Record.Path).Concat(earlier).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. verdicts.Select(verdict => !verdict.Record.IsGood ? "" : HasTrueExtension(verdict) ? verdict.Record.Path : Correct(verdict, taken))];
    }

    private static string Correct(FileVerdict verdict, HashSet<string> taken)
    {
        string path = verdict.Record.Path;
        string changed = Path.ChangeExtension(path, verdict.Extension);
        if (taken.Add(changed))
            return changed;
        for (int number = 1; ; number++)
        {
            string added = number == 1 ? $"{path}{verdict.Extension}" : $"{path}.{number}{verdict.Extension}";
            if (taken.Add(added))
                return added;
        }
    }

    private static bool HasTrueExtension(FileVerdict verdict)
    {
        string extension = Path.GetExtension(verdict.Record.Path).ToLowerInvariant();
        return extension == verdict.Extension || Synonyms.Any(same => same.Contains(extension) && same.Contains(verdict.Extension));
    }
}
