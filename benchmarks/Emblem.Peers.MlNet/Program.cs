// What a .NET developer has without Emblem: ML.NET on the network of the box. Arguments: a folder to train on and one to test on, a folder a class
// each. Prints the right ones and all, for the benchmark that started it.
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

var context = new MLContext(seed: 1);
IDataView training = Read(args[0]);
IDataView test = Read(args[1]);
var steps = context.Transforms.Conversion.MapValueToKey("Key", nameof(Row.Label))
    .Append(context.Transforms.LoadImages("Image", "", nameof(Row.Path)))
    .Append(context.Transforms.ResizeImages("Image", 224, 224, "Image", ImageResizingEstimator.ResizingKind.Fill))
    .Append(context.Transforms.ExtractPixels("Pixels", "Image", interleavePixelColors: false))
    .Append(context.Transforms.DnnFeaturizeImage("Features", made => made.ModelSelector.ResNet18(context, made.OutputColumn, made.InputColumn), "Pixels"))
    .AppendCacheCheckpoint(context)
    .Append(context.Transforms.NormalizeMeanVariance("Features"))
    .Append(context.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Key", "Features", l2Regularization: 1))
    .Append(context.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
MulticlassClassificationMetrics found = context.MulticlassClassification.Evaluate(steps.Fit(training).Transform(test), "Key");
int count = Directory.GetDirectories(args[1]).Sum(folder => Directory.GetFiles(folder).Length);
Console.WriteLine($"{Math.Round(found.MicroAccuracy * count)} {count}");

IDataView Read(string folder) => context.Data.LoadFromEnumerable(
    Directory.GetDirectories(folder).SelectMany(named => Directory.GetFiles(named).Select(path => new Row { Path = path, Label = Path.GetFileName(named) })).ToArray());

/// <summary>A picture.</summary>
internal sealed class Row
{
    public string Path { get; set; } = "";

    public string Label { get; set; } = "";
}
