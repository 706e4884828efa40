using System.Text.Json;
using Emblem.Foundation;
using Emblem.Projects;
using Emblem.Runs;
using Emblem.Studio.Processes;
using Emblem.Studio.Words;

namespace Emblem.Studio.Train;

/// <summary>The trainings of a project, which all tabs share: one at a time, each a process that goes on without this one.</summary>
public sealed class ProjectTraining(ProjectFolder project, ChildProgram program)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, StudioRun> _runs = new(StringComparer.Ordinal);
    private readonly HashSet<string> _reporting = new(StringComparer.Ordinal);

    public ProjectFolder Project => project;

    /// <summary>All runs as they are now, the newest first; those too that ended before they began.</summary>
    public IReadOnlyList<StudioRun> Look()
    {
        lock (_gate)
        {
            string[] folders = Directory.Exists(project.RunsFolder) ? Directory.GetDirectories(project.RunsFolder) : [];
            foreach (string gone in _runs.Keys.Except(folders).ToArray())
                _runs.Remove(gone);
            foreach (string path in folders.Where(path => !_runs.ContainsKey(path) && new RunFolder(path) is var run && (run.HasBegun || File.Exists(run.Events) || File.Exists(run.Process))))
                _runs[path] = new StudioRun(new RunFolder(path));
            foreach (StudioRun run in _runs.Values)
                run.Refresh();
            return [.. _runs.Values.OrderByDescending(run => run.Name, StringComparer.Ordinal)];
        }
    }

    /// <summary>Begins a run.</summary>
    /// <exception cref="EmblemException">One is being trained, or the program cannot be started.</exception>
    public void Start(TrainForm form)
    {
        lock (_gate)
        {
            RequireIdle();
            RunFolder run = project.NextRun();
            Launch(run, form.Arguments(project, run));
        }
    }

    /// <summary>Goes on with one.</summary>
    /// <exception cref="EmblemException">One is being trained, or the program cannot be started.</exception>
    public void GoOn(StudioRun run)
    {
        lock (_gate)
        {
            RequireIdle();
            Launch(run.Folder, ["train", "--resume", run.Folder.Path, "--events", run.Folder.Events]);
        }
    }

    /// <summary>Asks the process of a run to stop; it can be gone on with.</summary>
    public static void Stop(StudioRun run) => (run.Child is { IsGoing: true } child ? child.Identity : run.Process)?.Stop();

    /// <summary>What a run would be, without beginning it.</summary>
    /// <exception cref="EmblemException">It could not be; the message says why.</exception>
    public async Task<Expectation> ExpectAsync(TrainForm form, CancellationToken stop)
    {
        (JsonElement json, IReadOnlyList<string> warnings) = await program.AskAsync(null, stop, form.Arguments(project, run: null)).ConfigureAwait(false);
        return Expectation.Of(json, warnings);
    }

    /// <summary>Which of two runs is better, in words.</summary>
    /// <exception cref="EmblemException">Nothing compares them; the message says why.</exception>
    public async Task<(string Verdict, bool IsOptimistic)> CompareAsync(StudioRun first, StudioRun second, CancellationToken stop)
    {
        // By their names alone, which the verdict repeats.
        (JsonElement json, _) = await program.AskAsync(project.RunsFolder, stop, "compare", first.Name, second.Name).ConfigureAwait(false);
        return (json.GetProperty("verdict").GetString() ?? "", json.GetProperty("is_optimistic").GetBoolean());
    }

    /// <summary>Whether a report is being made.</summary>
    public bool IsReporting(StudioRun run)
    {
        lock (_gate)
            return _reporting.Contains(run.Name);
    }

    /// <summary>Makes the page of a finished run; one that is being made is not made twice.</summary>
    /// <exception cref="EmblemException">It could not be made.</exception>
    public async Task ReportAsync(StudioRun run)
    {
        lock (_gate)
        {
            if (!_reporting.Add(run.Name))
                return;
        }

        try
        {
            await program.AskAsync(null, CancellationToken.None, "report", run.Folder.Path).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
                _reporting.Remove(run.Name);
        }
    }

    private void RequireIdle()
    {
        if (Look().FirstOrDefault(run => run.State == RunState.Going) is { } other)
            throw new EmblemException(Text.Of(TrainWords.OneAtATime, other.Name));
    }

    private void Launch(RunFolder run, IReadOnlyList<string> arguments)
    {
        Directory.CreateDirectory(run.Path);
        ChildRun child = program.Start(arguments);
        child.Identity.Write(run);
        if (!_runs.TryGetValue(run.Path, out StudioRun? known))
            _runs[run.Path] = known = new StudioRun(run);
        known.Child = child;
        known.Refresh();
    }
}
