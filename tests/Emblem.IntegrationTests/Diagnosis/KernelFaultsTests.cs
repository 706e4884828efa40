using System.Globalization;
using System.Text.Json;
using Emblem.IntegrationTests.Support;
using Emblem.PlantedFaults;

namespace Emblem.IntegrationTests.Diagnosis;

/// <summary>
/// Kernels that go wrong, planted into the command's own processes: the doctor finds and replaces each, and training goes on with the right numbers.
/// Everything computes in fp32 with channels first, which every processor does alike.
/// </summary>
public sealed class KernelFaultsTests
{
    private const int Pictures = 20;

    // One epoch of everything goes through all kernels, forward and back; each more would write weights and checkpoints again, which takes longer than training.
    private static readonly string[] Training = ["--batch-size", "8", "--epochs", "0", "--unfrozen-epochs", "1", "--no-find"];

    private static readonly string[] Small = ["--size", "32", "--precision", "fp32", "--lr", "1e-6", .. Training];

    private static readonly Lazy<Task<double[]>> Sound = new(async () =>
    {
        using var work = new WorkFolder();
        TestPictures.Write(work["data"], Pictures);
        (await EmblemProcess.RunAsync(["train", work["data"], "--weights", SmallModel.Write(work["start.safetensors"]), "--out", work["run"], .. Small])).Expect(0);
        return Losses(work["run"]);
    });

    [Fact]
    public async Task ASoundMachineIsToldWhatItIs()
    {
        EmblemRun run = await EmblemProcess.RunAsync("doctor", "--quick", "--json");

        JsonElement report = run.Expect(0).Json;
        Assert.True(report.GetProperty("is_usable").GetBoolean());
        JsonElement machine = report.GetProperty("machine");
        Assert.NotEmpty(machine.GetProperty("processor").GetString()!);
        Assert.StartsWith("2.10", machine.GetProperty("torch").GetString(), StringComparison.Ordinal);
        Assert.True(machine.GetProperty("free_disk").GetInt64() > 0);
        Assert.Equal(3, report.GetProperty("networks").GetArrayLength());
        Assert.All(report.GetProperty("networks").EnumerateArray(), network => Assert.True(network.GetProperty("right").GetInt32() > 30));
    }

    /// <summary>Training asks the same choice whatever is wrong with a kernel: one fault forward, both gradients and a crash stand for all.</summary>
    [Theory]
    [InlineData("factor=convolution,first", true)]
    [InlineData("block=convolution,first,3x3;nan=convolution,first,7x7", false)]
    [InlineData("input-gradient=convolution,first", true)]
    [InlineData("weight-gradient=convolution,first,3x3", true)]
    [InlineData("crash=convolution,first,7x7", true)]
    public async Task EachIsReplacedAndTrainingGivesTheRightNumbers(string fault, bool trains)
    {
        using var work = new WorkFolder();
        TestPictures.Write(work["data"], Pictures);
        EmblemProcessOptions planted = With(fault, work);

        EmblemRun doctor = await EmblemProcess.RunAsync(planted, "doctor", "--quick", "--arch", "resnet18", "--json");

        JsonElement[] networks = [.. doctor.Expect(0).Json.GetProperty("networks").EnumerateArray()];
        Assert.All(networks, network => Assert.Equal(0, network.GetProperty("wrong").GetInt32()));
        Assert.All(networks, network => Assert.True(fault.StartsWith("crash", StringComparison.Ordinal) || network.GetProperty("replaced").GetInt32() > 0));
        Assert.Contains(networks, network => network.GetProperty("replaced").GetInt32() > 0);
        Assert.Equal(fault.StartsWith("crash", StringComparison.Ordinal), networks.Any(network => network.GetProperty("crashed").GetInt32() > 0));
        if (!trains)
            return;
        EmblemRun run = await EmblemProcess.RunAsync(
            planted, ["train", work["data"], "--weights", SmallModel.Write(work["start.safetensors"]), "--out", work["run"], .. Small]);
        Assert.Contains("it is computed", run.Expect(0).Output, StringComparison.Ordinal);
        SameLosses(await Sound.Value, Losses(work["run"]), 1e-3);
    }

    [Fact]
    public async Task WhereNoWayIsRightTheDoctorSaysSoAndTrainingIsRefused()
    {
        using var work = new WorkFolder();
        TestPictures.Write(work["data"], 10);

        EmblemRun doctor = await EmblemProcess.RunAsync(With("nan=3x3", work), "doctor", "--quick", "--arch", "resnet18");
        EmblemRun run = await EmblemProcess.RunAsync(With("nan=3x3", work), ["train", work["data"], "--arch", "resnet18", "--weights", "none", "--out", work["run"], .. Small]);

        Assert.Contains("cannot be computed right", doctor.Expect(1).Error, StringComparison.Ordinal);
        Assert.Contains("cannot be computed right", run.Expect(1).Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(work["run"], "best.safetensors")));
    }

    /// <summary>
    /// The fault that real rented processors have: oneDNN believes each cache to be of one byte, divides by it, or leaves channels out. Steps are small: on
    /// noisy stripes, eight a batch, rates of 1e-3 from the first batches on part two sound ways by 5% within ten, and bf16 by 3% at rates of 1e-5 too.
    /// </summary>
    [Theory]
    [InlineData("fp32", "1e-4", 1e-3)]
    [InlineData("bf16", "1e-5", 0.05)]
    public async Task OnAProcessorThatHidesItsCachesResNet50TrainsAsElsewhere(string precision, string rate, double tolerance)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "SKIPPED: oneDNN's data are found by Linux' map of the process.");
        using var work = new WorkFolder();
        TestPictures.Write(work["data"], Pictures);
        string[] arguments = ["--arch", "resnet50", "--weights", "none", "--size", "64", .. Training, "--precision", precision, "--lr", rate];

        EmblemRun hidden = await EmblemProcess.RunAsync(With("hidden-caches", work), ["train", work["data"], "--out", work["hidden"], .. arguments]);
        EmblemRun plain = await EmblemProcess.RunAsync(["train", work["data"], "--out", work["plain"], .. arguments]);

        plain.Expect(0);
        hidden.Expect(0);
        SameLosses(Losses(work["plain"], "batches.csv", "loss"), Losses(work["hidden"], "batches.csv", "loss"), tolerance);
    }

    /// <summary>What is known of a processor with planted faults must not be believed of this one: so the cache is another.</summary>
    private static EmblemProcessOptions With(string fault, WorkFolder work) =>
        EmblemProcessOptions.Planted(PlantedKernels.Variable, fault, ("EMBLEM_CACHE", work["cache"])) with { TimeLimit = TimeSpan.FromMinutes(3) };

    private static void SameLosses(double[] wanted, double[] found, double tolerance)
    {
        Assert.NotEmpty(wanted);
        Assert.Equal(wanted.Length, found.Length);
        Assert.All(wanted.Zip(found), pair => Assert.InRange(pair.Second, pair.First * (1 - tolerance), pair.First * (1 + tolerance)));
    }

    private static double[] Losses(string run, string file = "history.csv", string name = "train_loss")
    {
        string[] lines = File.ReadAllLines(Path.Combine(run, file));
        int column = Array.IndexOf(lines[0].Split(','), name);
        return [.. lines.Skip(1).Select(line => double.Parse(line.Split(',')[column], CultureInfo.InvariantCulture))];
    }
}
