using System.Collections.Concurrent;
using Emblem.Studio.Projects;

namespace Emblem.Studio.Collect;

/// <summary>The projects' jobs, one each, whatever tab asks for it.</summary>
internal sealed class CollectJobs(StudioOptions options) : IDisposable
{
    private readonly ConcurrentDictionary<StudioProject, Lazy<CollectJob>> _jobs = new();

    /// <summary>A project's.</summary>
    public CollectJob Of(StudioProject project) => _jobs.GetOrAdd(project, _ => new Lazy<CollectJob>(() => new CollectJob(project.Folder, options))).Value;

    /// <summary>What was under way goes on when the studio is started again and asked to.</summary>
    public void Dispose()
    {
        foreach (Lazy<CollectJob> job in _jobs.Values.Where(job => job.IsValueCreated))
            job.Value.Dispose();
    }
}
