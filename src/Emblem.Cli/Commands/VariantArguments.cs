using System.CommandLine;
using System.CommandLine.Parsing;
using Emblem.Cli.Runs;
using Emblem.Cli.Terminal;
using Emblem.Data;
using Emblem.Export;
using Emblem.Foundation;
using Emblem.Runs;

namespace Emblem.Cli.Commands;

/// <summary><c>--precision</c>, <c>--calibrate</c> and <c>--least-agreement</c>: in which numbers an exported ONNX model computes, and on what pictures they are settled.</summary>
internal sealed class VariantArguments
{
    private const string Int8 = "int8";
    private const string Half = "fp16";

    // Measured with ONNX Runtime 1.31 on a processor with AVX512_BF16: fp16 is turned into fp32 before each operation, and bf16 has no convolution.
    private static readonly IReadOnlyList<string> SlowWords = [Half, ComputeArguments.BFloat16];

    private readonly Option<string> _precision = new Option<string>("--precision")
    {
        Description = "The numbers of an ONNX model: fp32, or int8, whole ones of 8 bits: a quarter of the size and faster where the processor multiplies them; its answers are compared.",
        HelpName = $"{ComputeArguments.Fp32}|{Int8}",
        DefaultValueFactory = _ => ComputeArguments.Fp32,
    }.AcceptOnly(ComputeArguments.Fp32, Int8);

    private readonly Option<string?> _calibrate = new("--calibrate")
    {
        Description = "A folder of pictures that settle the ranges of int8, every other one, and are compared, the rest. Without it the run's own: training pictures settle, validation pictures are compared.",
        HelpName = "DIR",
    };

    private readonly Option<double> _agreement = new("--least-agreement")
    {
        Description = "The share of compared pictures that must keep fp32's answer in int8, else the export fails.",
        HelpName = "SHARE",
        DefaultValueFactory = _ => OnnxQuantization.UsualAgreement,
    };

    public IReadOnlyList<Option> All => [_precision, _calibrate, _agreement];

    public void Validate(CommandResult result, bool writesOnnx, bool keepsNorms)
    {
        bool isWhole = result.GetValue(_precision) == Int8;
        if (SlowWords.Contains(result.GetValue(_precision)))
        {
            result.AddError(
                $"{_precision.Name} {result.GetValue(_precision)}: ONNX Runtime gains nothing from it on a processor. It turns fp16 into fp32 before each operation, which takes longer than fp32, "
                + $"and has no convolution in bf16. Take {Int8}, or let 'emblem predict --precision bf16' compute through torch.");
        }

        if (isWhole && !writesOnnx)
            result.AddError($"{_precision.Name} {Int8} says what an ONNX model is like, and without --onnx FILE none is written.");
        if (isWhole && keepsNorms)
            result.AddError($"{_precision.Name} {Int8} needs norms in the weights: leave out --keep-norms.");
        foreach (Option option in (Option[])[_calibrate, _agreement])
        {
            if (!isWhole && result.GetResult(option) is { Implicit: false })
                result.AddError($"{option.Name} is for {_precision.Name} {Int8}.");
        }

        if (result.GetValue(_agreement) is not (>= 0 and <= 1))
            result.AddError($"{_agreement.Name} is a share from 0 to 1.");
    }

    /// <summary>What was asked for; null for fp32.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="model">The run's folder, or a file.</param>
    /// <param name="output">Told how pictures are divided.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="EmblemException">There are no pictures to calibrate on.</exception>
    public async Task<OnnxQuantization?> ReadAsync(ParseResult parsed, string model, CommandOutput output, CancellationToken stop)
    {
        if (parsed.GetValue(_precision) != Int8)
            return null;
        double agreement = parsed.GetValue(_agreement);
        if (parsed.GetValue(_calibrate) is { } folder)
        {
            ImageFolder found = ImageFolder.Open(folder);
            PictureInput[] files = [.. found.Names.Select(name => PictureInput.OfFile(Path.Combine(found.Root, name)))];
            if (files.Length < 2)
                throw new EmblemException($"{found}. Some calibrate and others are compared, so give two or more, better some hundred.");
            return new OnnxQuantization
            {
                Pictures = [.. files.Where((_, i) => i % 2 == 0)],
                Compared = [.. files.Where((_, i) => i % 2 == 1)],
                LeastAgreement = agreement,
            };
        }

        if (!Directory.Exists(model))
            throw new EmblemException($"{_precision.Name} {Int8} is calibrated on pictures, and '{model}' is no run's folder, which would know some: give a folder of them, {_calibrate.Name} DIR.");
        return await output.ProgressAsync(RunPrinter.Name, async bar =>
        {
            var printer = new RunPrinter(output, bar);
            TrainingPlan plan = RunVerb.Own(await TrainingPlan.ReadAsync(new RunFolder(model), printer.On, stop));
            ImageSplit split = plan.OpenPictures(null, stop).Split;
            printer.Finish();
            return new OnnxQuantization
            {
                Pictures = [.. split.Training.Select(image => PictureInput.OfFile(image.Path))],
                Compared = [.. split.Validation.Select(image => PictureInput.OfFile(image.Path))],
                Labels = [.. split.Validation.Select(image => split.Classes[image.Label])],
                LeastAgreement = agreement,
            };
        });
    }
}
