using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Emblem.Imaging;
using Emblem.Tests.Support;

namespace Emblem.Tests.Imaging;

/// <summary>Every transform of fast.ai v1 with fixed choices against what it computed itself (see Golden/README.md).</summary>
public sealed partial class ResamplerGoldenTests
{
    private static readonly Dictionary<string, JsonElement> Cases = JsonDocument
        .Parse(File.ReadAllBytes(GoldenFile.PathOf("augmentation.json"))).RootElement.GetProperty("cases").EnumerateArray()
        .ToDictionary(entry => entry.GetProperty("name").GetString()!);

    private static readonly SafetensorsForTests Expected = new(GoldenFile.PathOf("augmentation.safetensors"));

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Fact]
    public void AllSixteenCasesAreRead() => Assert.Equal(16, Cases.Count);

    [Theory]
    [MemberData(nameof(Names))]
    public void MatchesFastai(string name)
    {
        JsonElement entry = Cases[name];
        PixelImage source = ImageCodec.Decode(GoldenFile.PathOf(entry.GetProperty("source").GetString()!));
        SamplingPlan plan = PlanOf(entry, source);
        int[] shape = Expected.Shape(name);
        Assert.Equal([3, plan.TargetHeight, plan.TargetWidth], shape);

        var actual = new float[3 * plan.TargetHeight * plan.TargetWidth];
        Resampler.Sample(source, plan, ImageStatistics.Unchanged, actual);

        float[] expected = Expected.Floats(name);
        double[] differences = [.. actual.Zip(expected, (a, b) => Math.Abs((double)a - b))];
        Assert.True(differences.Max() <= 2.0 / 255, $"largest difference {differences.Max() * 255:F3}/255");
        Assert.True(differences.Average() <= 0.3 / 255, $"mean difference {differences.Average() * 255:F4}/255");
    }

    private static SamplingPlan PlanOf(JsonElement entry, PixelImage source)
    {
        JsonElement size = entry.GetProperty("size");
        bool listed = size.ValueKind == JsonValueKind.Array;
        int height = listed ? size[0].GetInt32() : size.GetInt32();
        int width = listed ? size[1].GetInt32() : height;
        string method = entry.TryGetProperty("resize_method", out JsonElement given) ? given.GetString()! : listed ? "3" : "1";
        if (method == "4")
            (width, height) = (source.Width, source.Height); // "none": neither resized nor cropped
        ResizeMethod resize = method switch { "2" => ResizeMethod.Pad, "3" => ResizeMethod.Squish, _ => ResizeMethod.Crop };
        PaddingMode padding = entry.TryGetProperty("padding_mode", out JsonElement mode) && mode.GetString() == "zeros"
            ? PaddingMode.Zeros
            : PaddingMode.Reflection;
        var plan = new SamplingPlan(source.Width, source.Height, width, height, resize, padding);
        foreach (JsonElement transform in entry.GetProperty("transforms").EnumerateArray())
            Add(plan, transform.GetString()!);
        return plan;
    }

    private static void Add(SamplingPlan plan, string transform)
    {
        double Value(string key) => Parse(Regex.Match(transform, $@"'{key}': (-?[\d.]+)").Groups[1].Value);
        switch (transform[..transform.IndexOf('{', StringComparison.Ordinal)])
        {
            case "crop_pad": plan.CropAt(Value("row_pct"), Value("col_pct")); break;
            case "rotate": plan.Rotate(Value("degrees")); break;
            case "zoom": plan.Zoom(Value("scale"), Value("row_pct"), Value("col_pct")); break;
            case "symmetric_warp":
                double[] m = [.. Numbers().Matches(transform).Select(match => Parse(match.Value))];
                plan.Warp(m[0], m[1], m[2], m[3]);
                break;
            case "brightness": plan.Brightness(Value("change")); break;
            case "contrast": plan.Contrast(Value("scale")); break;
            case "flip_lr": plan.Flip(); break;
            default: Assert.Fail($"unknown transform {transform}"); break;
        }
    }

    private static double Parse(string number) => double.Parse(number, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"-?\d+\.\d+")]
    private static partial Regex Numbers();
}
