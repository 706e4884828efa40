using System.CommandLine;
using Emblem.Cli.Runs;
using Emblem.Cli.Terminal;
using Emblem.Export;
using Emblem.Imaging;
using Emblem.ModelFiles;
using Emblem.Models;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem weights import</c>: a classifier that another program saved becomes a model that <c>emblem predict</c> opens.</summary>
internal static class WeightsImportCommand
{
    private const int SmallestSize = 32;
    private const int LargestSize = 4096;

    public static Verb Create()
    {
        var file = new Argument<string>("FILE") { Description = "What fast.ai's learn.save, torch.save or Emblem wrote, a folder with shards, or FILE#part; only read." };
        var arch = new Option<string?>("--arch") { Description = "The network, for example resnet18. Default: the one that the file fits.", HelpName = "NAME" };
        var classes = new Option<string?>("--classes")
        {
            Description = "A name for each output, in their order (fast.ai sorts classes by name). A file of Emblem's knows its own.",
            HelpName = "A,B,…",
        };
        Option<int> size = NumberOption.Create(
            "--size", "The side of the square that the network saw, in pixels. Default: the architecture's.", SmallestSize, LargestSize);
        Option<string> resize = Choice(
            "--resize", "How pictures of another shape were fitted. Default: crop, as in both versions of fast.ai.", Enum.GetNames<ResizeMethod>());
        Option<string> normalize = Choice(
            "--normalize", "How pixels were normalised. Default: the architecture's; ImageNet's for fast.ai's learners.", ["imagenet", "half", "none"]);
        var model = new Option<string>("--out")
        {
            Description = "The model.",
            HelpName = "FILE",
            DefaultValueFactory = _ => "model.safetensors",
        };
        var verb = new Verb("import", "Make a model of a classifier that fast.ai, PyTorch or Emblem saved.")
        {
            Examples =
            [
                "emblem weights import models/stage-2.pth --arch resnet34 --classes duke,unc --size 320 --out unc-duke.safetensors",
                "emblem weights import resnet18-flowers.safetensors --classes daisy,rose,tulip",
                "emblem weights import checkpoint.pth#model_ema --classes daisy,rose,tulip     # the averaged weights beside the raw ones",
                "emblem predict unc-duke.safetensors pictures",
            ],
        };
        verb.Add(file);
        foreach (Option option in (Option[])[arch, classes, size, resize, normalize, model])
            verb.Add(option);
        verb.Runs((parsed, output, _) =>
        {
            var options = new ImportOptions
            {
                Architecture = parsed.GetValue(arch) is { } name ? Architectures.Find(name) : null,
                Classes = parsed.GetValue(classes)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
                ImageSize = parsed.GetResult(size) is null ? null : parsed.GetValue(size),
                Resize = parsed.GetValue(resize) is { } method ? Enum.Parse<ResizeMethod>(method, ignoreCase: true) : null,
                Statistics = parsed.GetValue(normalize) switch
                {
                    "imagenet" => ImageStatistics.ImageNet,
                    "half" => ImageStatistics.Half,
                    "none" => ImageStatistics.Unchanged,
                    _ => null,
                },
            };
            Import(parsed.GetValue(file)!, parsed.GetValue(model)!, options, output);
            return Task.CompletedTask;
        });
        return verb;
    }

    private static void Import(string file, string into, ImportOptions options, CommandOutput output)
    {
        string model = Path.HasExtension(into) ? into : $"{into}.safetensors";
        ModelMetadata description = WeightsImport.Import(file, model, options with { Remark = remark => output.Line(remark) });
        foreach (string line in ModelSummary.Lines(description))
            output.Line(line);
        output.Line();
        output.Line($"Wrote {model}. Next: emblem predict {model} PICTURES");
        output.Json(new { Model = model, Description = description });
    }

    private static Option<string> Choice(string name, string description, string[] among)
    {
        string[] lower = [.. among.Select(choice => choice.ToLowerInvariant())];
        return new Option<string>(name) { Description = description, HelpName = string.Join('|', lower) }.AcceptOnly(lower);
    }
}
