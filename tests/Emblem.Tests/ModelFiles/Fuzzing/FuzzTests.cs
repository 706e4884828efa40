using System.Diagnostics;
using System.Globalization;

namespace Emblem.Tests.ModelFiles.Fuzzing;

/// <summary>
/// Structure-aware fuzzing of all formats. The short run is repeatable and belongs to every test run; the long one is asked for:
/// <c>EMBLEM_FUZZ_MINUTES=30 tests/Emblem.Tests/bin/Debug/net10.0/Emblem.Tests -explicit only -method "*.FuzzTests.ForMinutes" -showLiveOutput</c>.
/// It ends with a line for each format, which also goes to <c>fuzz-report.txt</c> beside the tests.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int ShortRun = 1500;

    public static TheoryData<string> Formats => ["safetensors", "pytorch", "onnx"];

    [Theory]
    [MemberData(nameof(Formats))]
    public void AFewThousandFilesEndInAnErrorOrInRightTensors(string format)
    {
        var run = new FuzzRun(ForgeOf(format), seed: 1);

        run.While(() => run.Iterations < ShortRun);

        output.WriteLine(run.Summary);
        Assert.InRange(run.Constructed, ShortRun / 2, ShortRun);
        Assert.InRange(run.Read, ShortRun / 20, ShortRun);
    }

    /// <summary>
    /// All formats, or that in EMBLEM_FUZZ_FORMAT alone, each for its share of the minutes in EMBLEM_FUZZ_MINUTES (1 by default), from the seed in
    /// EMBLEM_FUZZ_SEED (2).
    /// </summary>
    [Theory(Explicit = true)]
    [MemberData(nameof(Formats))]
    public void ForMinutes(string format)
    {
        string? only = Environment.GetEnvironmentVariable("EMBLEM_FUZZ_FORMAT");
        Assert.SkipUnless(only is null || only == format, $"Only {only} was asked for.");
        double minutes = Setting("EMBLEM_FUZZ_MINUTES", 1) / (only is null ? Formats.Count : 1);
        var run = new FuzzRun(ForgeOf(format), (long)Setting("EMBLEM_FUZZ_SEED", 2));
        long began = Stopwatch.GetTimestamp();

        try
        {
            run.While(() => Stopwatch.GetElapsedTime(began).TotalMinutes < minutes);
        }
        finally
        {
            output.WriteLine(run.Summary);
            File.AppendAllText(Path.Combine(AppContext.BaseDirectory, "fuzz-report.txt"), run.Summary + "\n");
        }

        Assert.InRange(run.Constructed, run.Iterations / 2, run.Iterations);
    }

    private static IFileForge ForgeOf(string format) => format switch
    {
        "pytorch" => new PyTorchForge(),
        "onnx" => new OnnxForge(),
        _ => new SafetensorsForge(),
    };

    private static double Setting(string name, double otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
