using System.Text.Json;
using Emblem.IntegrationTests.Support;

namespace Emblem.IntegrationTests.Cli;

public sealed class FolderNotesTests
{
    [Fact]
    public async Task WhatLooksOddIsSaidAndRefusedWhereAsked()
    {
        using var work = new WorkFolder();
        TestPictures.Write(work["data"], 4);
        Directory.CreateDirectory(Path.Combine(work["data"], "empty"));

        EmblemRun said = (await EmblemProcess.RunAsync("health", work["data"], "--out", work["health.png"], "--json")).Expect(0);
        EmblemRun refused = (await EmblemProcess.RunAsync("health", work["data"], "--out", work["strict.png"], "--strict")).Expect(1);

        JsonElement note = said.Json.GetProperty("notes")[0];
        Assert.Equal(("empty_folder", "empty", true), (note.GetProperty("kind").GetString(), note.GetProperty("path").GetString(), note.GetProperty("is_odd").GetBoolean()));
        Assert.Contains("what to do", said.Error, StringComparison.Ordinal);
        Assert.Contains("empty: holds no pictures", refused.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(work["strict.png"]));
    }

    [Theory]
    [InlineData("train")]
    [InlineData("build")]
    public async Task ADryRunTellsAllAndWritesNothing(string verb)
    {
        using var work = new WorkFolder();
        TestPictures.Write(work["data"], 5);
        string[] data = verb == "build" ? ["--train", work["data"]] : [work["data"]];

        EmblemRun run = (await EmblemProcess.RunAsync([verb, .. data, "--weights", "none", "--folds", "2", "--out", work["run"], "--dry-run", "--json"])).Expect(0);

        Assert.False(Directory.Exists(work["run"]));
        JsonElement first = run.Json.GetProperty("classes")[0];
        Assert.Equal(("level", 5), (first.GetProperty("class").GetString(), first.GetProperty("training").GetInt32() + first.GetProperty("validation").GetInt32()));
        Assert.Equal((2, "random", true), (run.Json.GetProperty("folds").GetInt32(), run.Json.GetProperty("weights").GetString(), run.Json.GetProperty("dry_run").GetBoolean()));
        Assert.NotEqual(0, run.Json.GetProperty("stages").GetArrayLength());
    }
}
