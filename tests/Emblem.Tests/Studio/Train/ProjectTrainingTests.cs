using System.Diagnostics;
using Emblem.Acquisition;
using Emblem.Foundation;
using Emblem.Projects;
using Emblem.Runs;
using Emblem.Studio.Processes;
using Emblem.Studio.Train;
using Emblem.Tests.Support;

namespace Emblem.Tests.Studio.Train;

/// <summary>The life of a training's process, which a script plays: stopped, crashed, refused, orphaned.</summary>
public sealed class ProjectTrainingTests : IDisposable
{
    // Says what the command says, and trains until it is asked to stop.
    private const string Script =
        """
        asked="$*"
        while [ $# -gt 0 ]; do
          case "$1" in --out|--resume) out=$2;; --events) events=$2;; esac
          shift
        done
        say() { printf '{"event":"%s","time":"2026-11-30T12:00:00+00:00","text":"%s"}\n' "$1" "$2" >> "$events"; }
        trap 'say run_stopped Stopped.; exit 130' TERM
        say run_begun "$asked"
        case "$asked" in
          *"--seed 3"*) echo "no such thing" >&2; say run_failed "There is only one class."; exit 1;;
          *--resume*) echo '{}' > "$out/run.json"; say run_finished Finished.; exit 0;;
        esac
        echo '{}' > "$out/options.json"
        while :; do sleep 0.05; done
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();
    private readonly ProjectFolder _project;
    private readonly ChildProgram _program;
    private readonly List<RunProcess> _started = [];

    public ProjectTrainingTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "SKIPPED: the script needs a shell.");
        _project = new ProjectFolder(Path.Combine(_folder.Path, "pets"));
        Directory.CreateDirectory(_project.Verified);
        string script = _folder.Create("emblem.sh");
        File.WriteAllText(script, Script);
        _program = new ChildProgram(new WorkerCommand("/bin/sh", script));
    }

    public void Dispose()
    {
        foreach (RunProcess process in _started.Where(process => process.IsAlive))
        {
            using Process left = Process.GetProcessById(process.Id);
            left.Kill();
        }

        _folder.Dispose();
    }

    [Fact]
    public void OneRunIsTrainedAtATimeAndAStoppedOneIsGoneOnWith()
    {
        ProjectTraining training = Begin();
        StudioRun run = Await(training, run => run is { State: RunState.Going, Folder.HasBegun: true });

        Assert.Contains("One at a time", Assert.Throws<EmblemException>(() => training.Start(new TrainForm())).Message, StringComparison.Ordinal);
        ProjectTraining.Stop(run);
        Await(training, stopped => stopped.State == RunState.Stopped);

        Assert.True(run.CanGoOn);
        training.GoOn(run);
        Await(training, finished => finished.State == RunState.Finished);
        Assert.Equal(["001"], training.Look().Select(known => known.Name));
    }

    /// <summary>A crash in native code ends the run, and this process does not notice.</summary>
    [Theory]
    [InlineData("SEGV", "crashed")]
    [InlineData("KILL", "memory")]
    public void ACrashEndsTheRunAlone(string signal, string words)
    {
        ProjectTraining training = Begin();
        StudioRun run = Await(training, run => run is { State: RunState.Going, Folder.HasBegun: true });

        Process.Start("kill", [$"-{signal}", run.Child!.Identity.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]).WaitForExit();
        Await(training, broken => broken.State == RunState.Broken);

        Assert.Contains(words, RunWords.WhatHappened(run), StringComparison.Ordinal);
        Assert.True(run.CanGoOn);
        Assert.Equal(RunState.Broken, Assert.Single(new ProjectTraining(_project, _program).Look()).State);
    }

    [Fact]
    public void ARunThatCannotBeginSaysWhy()
    {
        ProjectTraining training = Begin(new TrainForm { Seed = 3 });
        StudioRun run = Await(training, run => run.State == RunState.Failed);

        Assert.Equal("There is only one class.", RunWords.WhatHappened(run));
        Assert.Equal(["no such thing"], run.Child!.LastWords);
        Assert.False(run.CanGoOn);
    }

    /// <summary>A server that comes after another one finds what that one began, and may stop it.</summary>
    [Fact]
    public void AnotherServerFindsTheRunThatGoesOn()
    {
        Await(Begin(), run => run is { State: RunState.Going, Folder.HasBegun: true });
        var next = new ProjectTraining(_project, _program);

        StudioRun found = Assert.Single(next.Look());

        Assert.Equal((RunState.Going, true), (found.State, found.Child is null));
        Assert.Throws<EmblemException>(() => next.Start(new TrainForm()));
        ProjectTraining.Stop(found);
        Await(next, stopped => stopped.State == RunState.Stopped);
    }

    [Fact]
    public async Task AProgramThatSaysNothingIsAnError()
    {
        EmblemException fault = await Assert.ThrowsAsync<EmblemException>(
            () => new ProjectTraining(_project, new ChildProgram(new WorkerCommand("/bin/sh", "-c", "echo warning: x >&2; echo broken >&2; exit 3"))).ExpectAsync(new TrainForm(), TestContext.Current.CancellationToken));
        EmblemException missing = Assert.Throws<EmblemException>(() => new ChildProgram(new WorkerCommand(Path.Combine(_folder.Path, "nothing"))).AskAsync(null, default, "x").GetAwaiter().GetResult());

        Assert.Equal("broken", fault.Message);
        Assert.Contains("could not be started", missing.Message, StringComparison.Ordinal);
    }

    private ProjectTraining Begin(TrainForm? form = null)
    {
        var training = new ProjectTraining(_project, _program);
        training.Start(form ?? new TrainForm());
        return training;
    }

    private StudioRun Await(ProjectTraining training, Predicate<StudioRun> isSo)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            StudioRun run = training.Look().Single();
            if (run.Process is { } process && !_started.Contains(process))
                _started.Add(process);
            if (isSo(run))
                return run;
            Assert.True(watch.Elapsed < Patience, $"It is {run.State}, {run.Story.Ending}.");
            Thread.Sleep(20);
        }
    }
}
