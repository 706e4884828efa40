using System.CommandLine;
using Emblem.Cli.Runs;
using Emblem.Cli.Terminal;
using Emblem.Export;
using Emblem.Foundation;
using Emblem.ModelFiles;
using Emblem.ModelFiles.Onnx;
using Emblem.Runs;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem export</c>: a run's best model, or any saved one, as a file for other programs.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("RUN|MODEL") { Description = "A run's folder, whose best model it is, or a file that 'emblem train' or 'emblem weights import' wrote." };
        Option<string?> onnx = Written("--onnx", "Write an ONNX model, for ONNX Runtime, ML.NET and 'emblem predict' without torch. A file of that name is replaced.");
        Option<string?> safetensors = Written("--safetensors", "Write one safetensors file with its description in the latest format. A file of that name is replaced.");
        Option<bool> preparing = Choice("--with-preprocessing", "The ONNX model takes pictures as they are decoded, uint8 [batch, height, width, 3], and resizes and normalises them itself.");
        Option<bool> norms = Choice("--keep-norms", "Leave batch norms in the ONNX model as they are, so that a training can start from it; else they go into the weights before them.");
        VariantArguments variant = new();
        var verb = new Verb("export", "Write a trained model as ONNX or safetensors, compared with the network itself.")
        {
            Examples =
            [
                "emblem export run --onnx model.onnx",
                "emblem export run --onnx model.onnx --with-preprocessing",
                "emblem export run --onnx model-int8.onnx --precision int8",
                "emblem export run/last.safetensors --safetensors model.safetensors",
                "emblem predict model.onnx pictures",
            ],
        };
        verb.Add(model);
        foreach (Option option in (Option[])[onnx, safetensors, preparing, norms, .. variant.All])
            verb.Add(option);
        verb.Validators.Add(result =>
        {
            if (result.GetValue(onnx) is null && result.GetValue(safetensors) is null)
                result.AddError($"Say what to write: {onnx.Name} FILE, {safetensors.Name} FILE, or both.");
            foreach (Option<bool> option in (Option<bool>[])[preparing, norms])
            {
                if (result.GetValue(option) && result.GetValue(onnx) is null)
                    result.AddError($"{option.Name} says what an ONNX model is like, and without {onnx.Name} FILE none is written.");
            }

            variant.Validate(result, result.GetValue(onnx) is not null, result.GetValue(norms));
        });
        verb.Runs(async (parsed, output, stop) =>
        {
            var options = new OnnxExportOptions
            {
                Runtime = OnnxEngine.Runtime,
                WithPreprocessing = parsed.GetValue(preparing),
                FoldNorms = !parsed.GetValue(norms),
                Quantization = await variant.ReadAsync(parsed, parsed.GetValue(model)!, output, stop),
            };
            Export(parsed.GetValue(model)!, parsed.GetValue(onnx), parsed.GetValue(safetensors), options, output, stop);
        });
        return verb;
    }

    private static Option<string?> Written(string name, string description) => new(name) { Description = description, HelpName = "FILE" };

    private static Option<bool> Choice(string name, string description) => new(name) { Description = description };

    private static void Export(string given, string? onnx, string? safetensors, OnnxExportOptions options, CommandOutput output, CancellationToken stop)
    {
        string model = Directory.Exists(given) ? new RunFolder(given).Best : given;
        foreach (string file in new[] { onnx, safetensors }.OfType<string>())
            RequirePlace(model, file);
        OnnxExportResult? written = onnx is null ? null : ModelExport.WriteOnnx(model, onnx, options, stop);
        ModelMetadata? copied = safetensors is null ? null : ModelExport.WriteSafetensors(model, safetensors);
        foreach (string line in ModelSummary.Lines((written?.Description ?? copied)!))
            output.Detail(line);
        if (written is not null)
        {
            output.Line(written.ToString());
            output.Line(options.WithPreprocessing
                ? $"It takes '{OnnxInterface.Picture}', uint8 [batch, height, width, 3], and is for programs that prepare nothing; 'emblem predict' takes a model without --with-preprocessing."
                : $"Next: emblem predict {written.Path} PICTURES");
        }

        if (safetensors is not null)
            output.Line($"Wrote {Named(safetensors)}. Next: emblem predict {Named(safetensors)} PICTURES");
        output.Json(new
        {
            Model = model,
            Onnx = written?.Path,
            written?.Bytes,
            written?.LargestDifference,
            written?.LargestPictureDifference,
            written?.Agreement,
            Safetensors = safetensors is null ? null : Named(safetensors),
            Description = written?.Description ?? copied,
        });

        static string Named(string file) => Path.HasExtension(file) ? file : $"{file}.safetensors";
    }

    /// <summary>Before anything is computed: whether the file can be written, and is not the model itself.</summary>
    private static void RequirePlace(string model, string file)
    {
        WritablePlace.RequireFile(file);
        if (string.Equals(Path.GetFullPath(model), Path.GetFullPath(file), StringComparison.Ordinal))
            throw new EmblemException($"{file} is the model that is exported, and would be replaced by what is made of it. Name another file.");
    }
}
