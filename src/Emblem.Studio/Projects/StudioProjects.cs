using System.Collections.Concurrent;
using Emblem.Projects;

namespace Emblem.Studio.Projects;

/// <summary>The projects below the studio's folder. What the terminal makes there shows up, since every question asks the disk.</summary>
internal sealed class StudioProjects(StudioOptions options) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<StudioProject>> _open = new(StringComparer.Ordinal);

    /// <summary>Where they are.</summary>
    public string Root => options.Root;

    /// <summary>In the order of their names.</summary>
    public IReadOnlyList<ProjectFolder> All => ProjectFolder.Find(options.Root);

    /// <summary>A project that is there; null for any other name, whatever path it may spell. One that was opened is not looked for again: a grid asks for dozens of views at once.</summary>
    public StudioProject? Open(string? name) => name is not null && _open.TryGetValue(name, out Lazy<StudioProject>? known) && known.Value.Folder.Exists ? known.Value : All.FirstOrDefault(project => project.Name == name) is { } folder
        ? _open.GetOrAdd(folder.Name, _ => new Lazy<StudioProject>(() => new StudioProject(folder, options))).Value
        : null;

    /// <summary>Begins one.</summary>
    /// <exception cref="Foundation.EmblemException">It cannot be called so, or is there already.</exception>
    public StudioProject Create(string name) => Open(ProjectFolder.Create(options.Root, name).Name)!;

    public void Dispose()
    {
        foreach (Lazy<StudioProject> project in _open.Values.Where(project => project.IsValueCreated))
            project.Value.Dispose();
    }
}
