namespace Emblem.Tests.Support;

/// <summary>The optional folder of real pictures beside the repository.</summary>
internal static class SharedFolder
{
    /// <summary>Its path for a set of pictures; skips the test, saying so, where the set is absent.</summary>
    public static string Require(string relative)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Emblem.slnx")))
            folder = folder.Parent;
        string path = Path.Combine(folder?.Parent?.FullName ?? "..", "shared", relative);
        Assert.SkipUnless(
            Directory.Exists(path), $"SKIPPED: needs the real pictures of ../shared/{relative}, which are not here ({path}).");
        return path;
    }
}
