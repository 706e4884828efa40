namespace Emblem.IntegrationTests.Support;

/// <summary>A file of the optional folder beside the repository.</summary>
internal static class SharedFile
{
    /// <summary>Its full path; skips the test, saying so, where it is absent.</summary>
    public static string Require(string relative)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Emblem.slnx")))
            folder = folder.Parent;
        string path = Path.GetFullPath(Path.Combine(folder?.Parent?.FullName ?? "..", "shared", relative));
        Assert.SkipUnless(File.Exists(path), $"SKIPPED: needs ../shared/{relative}, which is not here ({path}).");
        return path;
    }
}
