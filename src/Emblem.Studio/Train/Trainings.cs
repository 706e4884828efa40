using System.Collections.Concurrent;
using Emblem.Studio.Processes;
using Emblem.Studio.Projects;

namespace Emblem.Studio.Train;

/// <summary>The trainings of all projects.</summary>
internal sealed class Trainings(StudioOptions options)
{
    private readonly ChildProgram _program = new(options.Program);
    private readonly ConcurrentDictionary<string, ProjectTraining> _of = new(StringComparer.Ordinal);

    public ProjectTraining Of(StudioProject project) => _of.GetOrAdd(project.Folder.Name, _ => new ProjectTraining(project.Folder, _program));
}
