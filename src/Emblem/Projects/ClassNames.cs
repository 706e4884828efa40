using Emblem.Acquisition;
using Emblem.Foundation;

namespace Emblem.Projects;

/// <summary>The classes of several lists, which become folders of one.</summary>
internal static class ClassNames
{
    /// <summary>Makes sure that no two of them are one to a reader, nor one of them and a folder that an earlier run made.</summary>
    /// <param name="classes">Each with the list that names it.</param>
    /// <param name="into">The folder that gets a subfolder for each.</param>
    /// <exception cref="EmblemException">Two are; the message names both and where they stand.</exception>
    public static void RequireDistinct(IReadOnlyList<(string Class, string List)> classes, string into)
    {
        (string Class, string List)[] folders = Directory.Exists(into)
            ? [.. Directory.EnumerateDirectories(into).Select(path => (Path.GetFileName(path), "a folder that is there"))]
            : [];
        foreach ((int i, (string name, string list)) in classes.Index())
        {
            foreach ((string other, string place) in classes.Take(i).Concat(folders))
            {
                if (ClassName.Difference(other, name) is { } difference)
                {
                    throw new EmblemException(
                        $"The classes '{other}' ({place}) and '{name}' ({list}) are one to a reader: they differ only {difference}. Spell them alike, or give one another name.");
                }
            }
        }
    }

    /// <summary>Makes sure that names can be classes of a project, beside those that it has.</summary>
    /// <exception cref="EmblemException">One cannot.</exception>
    public static void RequireFit(ProjectFolder project, IReadOnlyList<string> names)
    {
        foreach (string name in names)
        {
            if (ClassName.Fault(name) is { } fault)
                throw new EmblemException($"No class can be called '{name}': {fault}.");
        }

        IEnumerable<string> verified = Directory.Exists(project.Verified) ? Directory.EnumerateDirectories(project.Verified).Select(path => Path.GetFileName(path)) : [];
        RequireDistinct(
            [.. names.Select(name => (name, "new")), .. ProjectLists.NamesIn(project).Select(name => (name, "a list that is there")), .. verified.Select(name => (name, "verified pictures that are there"))],
            project.Downloaded);
    }
}
