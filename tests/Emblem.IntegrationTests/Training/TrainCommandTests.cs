using System.Security.Cryptography;
using System.Text.Json;
using Emblem.Cli;
using Emblem.Cli.Terminal;
using Emblem.Imaging;
using Emblem.IntegrationTests.Support;
using Emblem.ModelFiles;

namespace Emblem.IntegrationTests.Training;

/// <summary>Whole training runs as processes, on small drawn pictures.</summary>
/// <param name="trained">Of one worker, begun with relative names.</param>
public sealed class TrainCommandTests(SmallRun trained) : IClassFixture<SmallRun>
{
    private static readonly string[] Small = SmallRun.Options;

    [Fact]
    public async Task OneSeedGivesTheSameFilesInAnyFolderWithAnyNumberOfWorkers()
    {
        using var elsewhere = new WorkFolder();
        TestPictures.Write(elsewhere["pictures"], 15);

        EmblemRun four = await EmblemProcess.RunAsync(["train", elsewhere["pictures"], "--out", elsewhere["four"], "--workers", "4", .. Small]);

        four.Expect(0);
        IReadOnlyList<string> files = RunFiles.StateOf(trained.Folder);
        Assert.Equal(files, RunFiles.StateOf(elsewhere["four"]));
        Assert.Equal(2, files.Count(file => file.Contains(".safetensors", StringComparison.Ordinal)));
        Assert.Equal(
            await File.ReadAllTextAsync(Path.Combine(trained.Folder, "options.json")),
            (await File.ReadAllTextAsync(Path.Combine(elsewhere["four"], "options.json"))).Replace(elsewhere["pictures"], trained.Data, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ADiskThatIsFullCostsCheckpointsAndNothingElse()
    {
        using var work = new WorkFolder();
        TestPictures.Write(work["data"], 8);
        TestPictures.Write(work["valid"], 2);
        string[] arguments = ["train", work["data"], "--valid", work["valid"], .. Small, "--out"];

        // Weights of this network fill 46 MB, a checkpoint three times as much.
        EmblemRun run = await EmblemProcess.RunAsync(new EmblemProcessOptions { LargestFile = 80_000 }, [.. arguments, work["full"]]);
        EmblemRun undisturbed = await EmblemProcess.RunAsync([.. arguments, work["undisturbed"]]);

        Assert.Equal((0, 0), (run.ExitCode, undisturbed.ExitCode));
        Assert.Contains("Warning: no checkpoint could be saved", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Warning", undisturbed.Output, StringComparison.Ordinal);
        Assert.Equal(RunFiles.StateOf(work["undisturbed"]), RunFiles.StateOf(work["full"]));
        Assert.Empty(WorkFolder.Partial(work["full"]));
    }

    [Fact]
    public async Task ARunIsBegunOrResumedAndNotBoth()
    {
        EmblemRun both = await EmblemProcess.RunAsync("train", "pictures", "--resume", "run", "--lr", "1", "--workers", "1");
        EmblemRun neither = await EmblemProcess.RunAsync("train", "pictures");
        EmblemRun none = await EmblemProcess.RunAsync("train", "--resume", "no-such-run");

        Assert.Equal((2, 2, 1), (both.ExitCode, neither.ExitCode, none.ExitCode));
        Assert.Contains("leave out DIR, --lr.", both.Error, StringComparison.Ordinal);
        Assert.Contains("--out RUN", neither.Error, StringComparison.Ordinal);
        Assert.Contains("no-such-run", none.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BuildLeavesItsInputAloneAndPredictsEveryTestPicture()
    {
        using var work = new WorkFolder();
        TestPictures.Write(work["data"], 15);
        TestPictures.Write(work["test"], 3);
        await File.WriteAllTextAsync(Path.Combine(work["test"], "level", "broken.jpg"), "no picture");
        (string data, string test) = (WorkFolder.HashOf(work["data"]), WorkFolder.HashOf(work["test"]));

        EmblemRun run = await EmblemProcess.RunAsync(
            ["build", "--train", work["data"], "--test", work["test"], "--out", work["run"], "--json", .. Small]);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal((data, test), (WorkFolder.HashOf(work["data"]), WorkFolder.HashOf(work["test"])));
        string[] rows = await File.ReadAllLinesAsync(Path.Combine(work["run"], "test-results.csv"));
        Assert.Equal("picture_file,level,upright,predictions,novelty,reason", rows[0]);
        Assert.Equal(1 + 7, rows.Length);
        Assert.Contains(rows, row => row.StartsWith("level/broken.jpg,,,,,not a picture", StringComparison.Ordinal));
        JsonElement json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(1, json.GetProperty("schema_version").GetInt32());
        Assert.Equal(7, json.GetProperty("test").GetProperty("count").GetInt32());
        Assert.True(json.GetProperty("test").GetProperty("interval").GetArrayLength() == 2);
        Assert.Equal(Path.Combine(work["run"], "report.html"), json.GetProperty("report").GetString());
        Assert.InRange(new FileInfo(Path.Combine(work["run"], "report.html")).Length, 50_000, 5_000_000);
        Assert.Contains("history.csv", json.GetProperty("training").GetProperty("files").EnumerateArray().Select(file => file.GetString()));
        foreach (string picture in (string[])["batch", "losses", "metrics", "schedule", "confusion_matrix", "top_losses", "top_losses_heatmap", "results"])
            Assert.True(File.Exists(Path.Combine(work["run"], "pictures", $"{picture}.png")), picture);
    }

    [Fact]
    public async Task InterpretAndPredictOpenARun()
    {
        using var work = new WorkFolder();
        string before = WorkFolder.HashOf(trained.Folder);

        EmblemRun interpret = await EmblemProcess.RunAsync(
            "interpret", trained.Folder, "--out", work["mistakes"], "--heatmaps", "actual", "--heatmap-detail", "fine", "--json");
        EmblemRun predict = await EmblemProcess.RunAsync(
            "predict", trained.Folder, trained.Data, "--csv", work["answers.csv"], "--notebook-columns", "--json");

        EmblemRun averaged = await EmblemProcess.RunAsync("predict", trained.Folder, trained.Data, "--csv", work["averaged.csv"], "--tta", "fastai", "--json");

        Assert.Equal((0, 0, 0), (interpret.ExitCode, predict.ExitCode, averaged.ExitCode));
        Assert.Equal(31, File.ReadAllLines(work["averaged.csv"]).Length);
        Assert.Equal(before, WorkFolder.HashOf(trained.Folder));
        Assert.True(File.Exists(Path.Combine(work["mistakes"], "confusion_matrix.png")));
        Assert.Equal(6, JsonDocument.Parse(interpret.Output).RootElement.GetProperty("score").GetProperty("count").GetInt32());
        Assert.Equal(30, JsonDocument.Parse(predict.Output).RootElement.GetProperty("count").GetInt32());
        Assert.StartsWith(",picture_file,preds1,preds2,predictions\n0,level/000.png,", await File.ReadAllTextAsync(work["answers.csv"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AModelForOtherClassesIsAStartAndFrozenNormsStayAsTheyWere()
    {
        using var work = new WorkFolder();
        TestPictures.Write(work["data"], 15);
        TestPictures.Write(work["others"], 15);
        foreach ((int i, string name) in ((string[])["flat", "third"]).Index())
        {
            Directory.CreateDirectory(Path.Combine(work["others"], name));
            foreach (string file in Directory.GetFiles(Path.Combine(work["others"], "level")).Skip(5 * i).Take(5))
                File.Move(file, Path.Combine(work["others"], name, Path.GetFileName(file)));
        }

        (await EmblemProcess.RunAsync(["train", work["others"], "--out", work["old"], .. Small])).Expect(0);

        EmblemRun run = await EmblemProcess.RunAsync(
            "train", work["data"], "--weights", Path.Combine(work["old"], "last.safetensors"), "--frozen-norm", "freeze", "--out", work["new"],
            "--recipe", "finetune", "--size", "32", "--batch-size", "8", "--epochs", "1", "--unfrozen-epochs", "0", "--no-find", "--balanced", "--ignore-exif");

        run.Expect(0);
        JsonElement options = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(work["new"], "options.json"))).RootElement;
        Assert.Equal(["balanced", "as_stored"], ((string[])["sampling", "orientation"]).Select(name => options.GetProperty(name).GetString()));
        Assert.Equal("freeze", options.GetProperty("recipe").GetProperty("finetune").GetProperty("frozen_norm").GetString());
        using WeightsFile old = WeightsFile.Open(Path.Combine(work["old"], "last.safetensors"));
        using WeightsFile trained = WeightsFile.Open(Path.Combine(work["new"], "last.safetensors"));
        Assert.All(
            old.Entries.Where(entry => !entry.Name.StartsWith("head.", StringComparison.Ordinal)),
            entry => Assert.Equal(HashOf(old, entry.Name), HashOf(trained, entry.Name)));
        ModelMetadata model = ModelMetadata.Read(trained);
        Assert.Equal(PictureOrientation.AsStored, model.Preprocessing.Orientation);
        TrainingProvenance told = model.Provenance;
        Assert.Equal([2], told.Fits.Select(fit => fit.FrozenGroups));
        Assert.Equal(("freeze", 24), (told.FrozenNorm, told.Pictures!.Training.Sum()));
    }

    [Fact]
    public async Task AFittedHeadIsScoredHonestlyAndItsRecipeRepeatsIt()
    {
        using var work = new WorkFolder();
        string[] from = ["--weights", trained.Weights, "--size", "32", "--batch-size", "8"];

        EmblemRun one = await EmblemProcess.RunAsync(
            ["train", trained.Data, "--recipe", "head", "--folds", "3", "--resize", "pad", "--json", "--out", work["one"], "--workers", "1", .. from]);
        EmblemRun again = await EmblemProcess.RunAsync(
            ["train", trained.Data, "--recipe", Path.Combine(work["one"], "recipe.json"), "--resize", "pad", "--out", work["again"], "--workers", "3", .. from]);

        one.Expect(0);
        again.Expect(0);
        Assert.Contains($"Wrote {Path.Combine(work["again"], "best.safetensors")} with its card and 5 pictures in {Path.Combine(work["again"], "pictures")}. Next:", again.Output, StringComparison.Ordinal);
        EmblemRun over = (await EmblemProcess.RunAsync(["train", trained.Data, "--recipe", "head", "--out", trained.Folder, .. from])).Expect(1);
        Assert.Contains($"'{trained.Folder}' has finished. Give another folder, or overwrite it (--overwrite", over.Error, StringComparison.Ordinal);
        Assert.Equal(
            await File.ReadAllBytesAsync(Path.Combine(work["one"], "best.safetensors")), await File.ReadAllBytesAsync(Path.Combine(work["again"], "best.safetensors")));
        JsonElement json = JsonDocument.Parse(one.Output).RootElement;
        Assert.Equal(2, json.GetProperty("validation_score").GetProperty("interval").GetArrayLength());
        Assert.Equal(4, json.GetProperty("head").GetProperty("cs").GetArrayLength());
        Assert.Equal(30, json.GetProperty("cross_validation").GetProperty("pooled").GetProperty("count").GetInt32());
        Assert.Equal(3, json.GetProperty("cross_validation").GetProperty("folds").GetArrayLength());
        using WeightsFile model = WeightsFile.Open(Path.Combine(work["one"], "best.safetensors"));
        Assert.Equal(("Pad", "linear, 3 stages, roots of means"), (ModelMetadata.Read(model).Preprocessing.Resize.ToString(), ModelMetadata.Read(model).Head.ToString()));
        (await EmblemProcess.RunAsync("interpret", work["one"])).Expect(0);
    }

    [Fact]
    public async Task WithPretrainedWeightsAHeadAndItsFineTuningAreComparedAndTheScoreIsCalledOptimistic()
    {
        using var work = new WorkFolder();

        EmblemRun run = await EmblemProcess.RunAsync(
            "train", trained.Data, "--weights", trained.Weights, "--size", "32", "--batch-size", "8", "--unfrozen-epochs", "1",
            "--out", work["run"]);

        run.Expect(0);
        Assert.Contains("recipe head+finetune", run.Output, StringComparison.Ordinal);
        Assert.Contains("Validation loss: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("optimistic: these pictures chose the model", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("95% interval", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CtrlCStopsTrainingWithoutAHalfWrittenFile()
    {
        using var work = new WorkFolder();
        TestPictures.Write(work["data"], 8);
        TestPictures.Write(work["valid"], 2);
        await using EmblemProcess process = EmblemProcess.Start(
            null, ["train", work["data"], "--valid", work["valid"], "--out", work["run"], .. Small[..^4], "200", .. Small[^3..]]);
        await process.WaitForAsync("Better model found");

        process.Interrupt();
        EmblemRun run = await process.WaitAsync();

        Assert.Equal(130, run.ExitCode);
        Assert.Contains($"emblem train --resume {work["run"]}", run.Output, StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(work["run"], "checkpoints"), "*.safetensors"));
        Assert.Empty(WorkFolder.Partial(work["run"]));
        Assert.True(File.Exists(Path.Combine(work["run"], "best.safetensors")));
    }

    [Theory]
    [InlineData("--valid-fraction", "1.5")]
    [InlineData("--unfrozen-lr", "high")]
    [InlineData("--unfrozen-lr", "1e-3..7e-4")]
    [InlineData("--lr", "0")]
    [InlineData("--size", "big")]
    [InlineData("--size", "8")]
    [InlineData("--folds", "1")]
    [InlineData("--resampling", "nearest")]
    public async Task BadOptionsAreBadUsage(string option, string value)
    {
        using var error = new StringWriter();

        int code = await CommandTree.RunAsync(["train", "pictures", "--out", "run", option, value], TextWriter.Null, error, TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.BadUsage, code);
        Assert.Contains(option, error.ToString(), StringComparison.Ordinal);
    }

    private static string HashOf(WeightsFile file, string name)
    {
        TensorEntry entry = file.Find(name)!;
        byte[] bytes = new byte[entry.Length];
        file.Read(entry, bytes);
        return Convert.ToHexString(SHA256.HashData(bytes));
    }
}
