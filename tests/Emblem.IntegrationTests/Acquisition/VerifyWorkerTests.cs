using Emblem.Acquisition;
using Emblem.Acquisition.Verification;
using Emblem.Foundation;
using Emblem.IntegrationTests.Support;
using Emblem.PlantedFaults;

namespace Emblem.IntegrationTests.Acquisition;

/// <summary>What happens to a worker process costs one file its own reason and nobody anything else.</summary>
[Collection(Beside.TheRest)]
public sealed class VerifyWorkerTests
{
    [Fact]
    public async Task AbortHangAndHungerCostOneFileEach()
    {
        using var work = new WorkFolder();
        TestPictures.Write(work["data"], 8);
        await using EmblemProcess process = EmblemProcess.Start(
            Faults("abort=level/001.png;hang=level/002.png;allocate=upright/003.png"),
            "verify", work["data"], "--into", work["out"], "--time-limit", "8", "--json");
        await using var tree = new ProcessTree(process.Id);

        EmblemRun run = (await process.WaitAsync()).Expect(0);

        Dictionary<string, string?> refused = run.Json.GetProperty("refused").EnumerateArray()
            .ToDictionary(row => row.GetProperty("path").GetString()!, row => row.GetProperty("reason").GetString());
        Assert.Equal("the decoder crashed on it", refused["level/001.png"]);
        Assert.Equal("not decoded within 8 s", refused["level/002.png"]);
        Assert.Equal("takes more than 1,000 MB of memory to decode", refused["upright/003.png"]);
        Assert.Equal(3, refused.Count);
        VerificationReport report = VerificationReport.Read(Path.Combine(work["out"], VerificationReport.FileName));
        Assert.Equal((16, 13), (report.Records.Count, report.Count(VerificationOutcome.Kept)));
        Assert.All(report.Records, record => Assert.Equal(64, record.Sha256Before.Length));
        Assert.InRange(tree.Children.Count, 3, 6);
        Assert.InRange(tree.ChildPeak, 900_000_000, 2_000_000_000);
        await tree.ExpectNoOrphanAsync();
    }

    [Fact]
    public async Task AHangingWorkerEndsWithItsParent()
    {
        using var work = new WorkFolder();
        TestPictures.Write(work["data"], 2);
        await using EmblemProcess process = EmblemProcess.Start(Faults("hang="), "verify", work["data"], "--into", work["out"]);
        await using var tree = new ProcessTree(process.Id);
        while (tree.Children.Count < 2)
            await Task.Delay(20, TestContext.Current.CancellationToken);

        await process.KillAloneAsync();

        await tree.ExpectNoOrphanAsync();
    }

    [Fact]
    public async Task CtrlCStopsCleanlyAndTheSameCommandGoesOn()
    {
        using var work = new WorkFolder();
        TestPictures.Write(work["data"], 12);
        await using EmblemProcess process = EmblemProcess.Start(Faults("wait="), "verify", work["data"], "--into", work["out"]);
        await using var tree = new ProcessTree(process.Id);
        string journal = Path.Combine(work["out"], ".verify", "journal.jsonl");
        while (!File.Exists(journal) || new FileInfo(journal).Length == 0)
            await Task.Delay(20, TestContext.Current.CancellationToken);

        process.Interrupt();
        EmblemRun stopped = (await process.WaitAsync()).Expect(130);
        await tree.ExpectNoOrphanAsync();
        EmblemRun resumed = (await EmblemProcess.RunAsync("verify", work["data"], "--into", work["out"], "--json")).Expect(0);

        Assert.Contains("the same command goes on", stopped.Error, StringComparison.Ordinal);
        Assert.InRange(resumed.Json.GetProperty("decoded").GetInt32(), 1, 23);
        Assert.Equal(24, resumed.Json.GetProperty("outcomes").GetProperty("kept").GetInt32());
    }

    [Fact]
    public async Task AClassThatWouldLoseMostIsNamedAndTheOthersAreDone()
    {
        using var work = new WorkFolder();
        TestPictures.Write(work["data"], 2);
        foreach (string name in (string[])["one", "two", "three"])
            await File.WriteAllTextAsync(Path.Combine(work["data"], "level", $"{name}.jpg"), "<html>", TestContext.Current.CancellationToken);

        EmblemRun run = (await EmblemProcess.RunAsync("verify", work["data"], "--into", work["out"], "--json")).Expect(1);

        Assert.Contains("level (3 of 5)", run.Error, StringComparison.Ordinal);
        Assert.Equal("level", run.Json.GetProperty("left_alone")[0].GetString());
        Assert.Equal(7, VerificationReport.Read(Path.Combine(work["out"], VerificationReport.FileName)).Records.Count);
        Assert.False(Directory.Exists(Path.Combine(work["out"], "level")));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(work["out"], "upright")).Length);
    }

    /// <summary>A full disk is nobody's broken picture.</summary>
    [Fact]
    public async Task WhatCannotBeWrittenEndsTheRunAndRefusesNoFile()
    {
        using var work = new WorkFolder();
        TestPictures.Write(work["data"], 1);
        using (var workspace = Workspace.Open(work["out"], new VerifyOptions()))
            Directory.CreateDirectory(workspace.StagedPath("level/000.png"));

        EmblemRun run = (await EmblemProcess.RunAsync("verify", work["data"], "--into", work["out"], "--max-size", "20")).Expect(1);

        Assert.StartsWith("A verified picture cannot be written", run.Error, StringComparison.Ordinal);
        string journal = await File.ReadAllTextAsync(Path.Combine(work["out"], ".verify", "journal.jsonl"), TestContext.Current.CancellationToken);
        Assert.DoesNotContain("level/000.png", journal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReportingOnlyWritesWhereItIsTold()
    {
        using var work = new WorkFolder();
        TestPictures.Write(work["data"], 2);
        string before = WorkFolder.HashOf(work["data"]);

        (await EmblemProcess.RunAsync("verify", work["data"], "--report", work["rows.csv"])).Expect(0);

        Assert.Equal(before, WorkFolder.HashOf(work["data"]));
        Assert.Equal(4, VerificationReport.Read(work["rows.csv"]).Count(VerificationOutcome.Kept));
        (await EmblemProcess.RunAsync("verify", work["data"], "--into", work["out"], "--report", work["rows.csv"])).Expect(2);
    }

    /// <summary>A library user's choice: the same rows as in this process.</summary>
    [Fact]
    public async Task WorkersSayTheSameAsThisProcess()
    {
        using var work = new WorkFolder();
        PileOfPictures.Write(work["data"]);
        string command = Path.Combine(AppContext.BaseDirectory, "Emblem.Cli.dll");
        var options = new VerifyOptions { MaxSize = 20, Force = true };

        VerificationReport here = await ImageVerifier.VerifyAsync(work["data"], work["here"], options);
        VerificationReport there = await ImageVerifier.VerifyAsync(
            work["data"], work["there"], options with { Worker = new WorkerCommand("dotnet", "exec", command, "decode-worker") });

        Assert.Equal(here.Records, there.Records);
        Assert.Equal(PileOfPictures.StateOf(work["here"]), PileOfPictures.StateOf(work["there"]));
    }

    [Theory]
    [InlineData("no-such-program", "cannot be started")]
    [InlineData("dotnet", "is no worker")]
    public async Task AnotherProgramIsNoWorker(string program, string expected)
    {
        using var work = new WorkFolder();
        TestPictures.Write(work["data"], 1);
        var options = new VerifyOptions { Worker = new WorkerCommand(program, "--version") };

        EmblemException fault = await Assert.ThrowsAsync<EmblemException>(() => ImageVerifier.VerifyAsync(work["data"], options: options));

        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    private static EmblemProcessOptions Faults(string planted) => EmblemProcessOptions.Planted(PlantedDecoding.Variable, planted);
}
