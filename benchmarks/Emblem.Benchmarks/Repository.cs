namespace Emblem.Benchmarks;

/// <summary>Where this program was built: other projects of the repository lie beside its own.</summary>
internal static class Repository
{
    /// <summary>The folder of <c>Emblem.slnx</c>.</summary>
    public static string Folder
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Emblem.slnx")))
                folder = folder.Parent ?? throw new InvalidOperationException("Other projects are found from a build inside the repository.");
            return folder.FullName;
        }
    }

    /// <summary>What a project that this one references was built to, in the same configuration.</summary>
    /// <param name="project">Its folder in the repository.</param>
    /// <param name="file">The file's name.</param>
    public static string Built(string project, string file)
    {
        string own = Path.Combine("benchmarks", "Emblem.Benchmarks");
        return Path.Combine(Folder, project, Path.GetRelativePath(Path.Combine(Folder, own), AppContext.BaseDirectory), file);
    }
}
