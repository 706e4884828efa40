using Emblem.Foundation;

namespace Emblem.Folders;

/// <summary>Where a link to a folder leads.</summary>
internal static class LinkTargets
{
    /// <summary>For a message; the link itself where it cannot be told.</summary>
    public static string Of(string link)
    {
        try
        {
            return Directory.ResolveLinkTarget(link, returnFinalTarget: true)?.FullName ?? link;
        }
        catch (IOException)
        {
            return link;
        }
    }

    /// <summary>Whether it leads to the root or to a folder that the root lies in: following it would come back.</summary>
    public static bool HoldsFolder(string link, string root)
    {
        string target = PathFacts.Of(link).Identity;
        for (DirectoryInfo? above = new(Path.GetFullPath(root)); above is not null; above = above.Parent)
        {
            if (PathFacts.Of(above.FullName).Identity == target)
                return true;
        }

        return false;
    }
}
