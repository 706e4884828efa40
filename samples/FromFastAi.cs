#!/usr/bin/env dotnet
#:project ../src/Emblem/Emblem.csproj
// What a fast.ai user reaches for, line by line: docs/from-fastai.md has the fast.ai line and the command beside each of these. On a folder with one
// subfolder of pictures a class, files named CLASS/*.jpg: dotnet run samples/FromFastAi.cs PICTURES
using System.Text.RegularExpressions;
using Emblem.Acquisition;
using Emblem.Augmentation;
using Emblem.Compute;
using Emblem.Data;
using Emblem.Export;
using Emblem.Interpretation;
using Emblem.Models;
using Emblem.Reporting;
using Emblem.Runs;
using Emblem.Training;
using Emblem.Training.Callbacks;
using Emblem.Training.Losses;
using Emblem.Training.Metrics;
using Emblem.Training.Mixing;
using TorchSharp;

string path = args[0];

// Pictures.
using var downloader = new ImageDownloader();
if (File.Exists("unc_links.csv"))
    await downloader.DownloadAsync(UrlList.Read("unc_links.csv"), into: "images/unc", limit: 200);
await ImageVerifier.VerifyAsync(path, into: "verified", new() { MaxSize = 500 });
ImageFolder folder = ImageFolder.Open("verified");

// Labels.
LabelledImages images = folder.LabelByFolder();
images = folder.LabelBy(name => name.Split('/')[0]);
images = folder.LabelByRegex(@"^([^/]+)/");
images = folder.LabelByTable([.. folder.Names.Select(name => new LabelRow(name, name.Split('/')[0]))]);
File.WriteAllLines("labels.csv", folder.Names.Select(name => $"{name},{Regex.Match(name, "^[^/]+").Value}").Prepend("name,label"));
images = folder.LabelByTable("labels.csv");

// Splits and batches.
ImageSplit split = images.SplitRandomly(validation: 0.2, seed: 1);
split = images.SplitAsFastAi(validation: 0.2, seed: 1);
IReadOnlyList<ImageSplit> folds = images.SplitIntoFolds(5);
var options = new BatchOptions { ImageSize = 32, BatchSize = 32, Augment = Augmentations.Standard(flip: false, maxZoom: 1), Seed = 1 };
ImageData data = split.ToBatches(options);
Console.WriteLine(data);
Console.WriteLine(data.Classes);
BatchPicture.Write("batch.png", data.ViewTraining(9));

// Networks and weights.
BodyWeights weights = await PretrainedWeights.GetOrBoxedAsync(Architectures.ResNet34);
var usual = new LearnerOptions { Weights = weights, FinalNorm = true, Seed = 1 };
Learner learner = Learner.ForClassification(data, weights.Architecture, [new Accuracy(), new F1()], usual);
learner.Tell(TrainingTable.On(Console.Out));
Console.WriteLine(learner);
Use(usual with { Head = HeadChoice.FastAi(hidden: [256]), FinalNorm = null });
Use(usual with { Head = HeadChoice.Custom((features, classes) => torch.nn.Sequential(torch.nn.AdaptiveAvgPool2d(1), torch.nn.Flatten(), torch.nn.Linear(features, classes))), FinalNorm = null });
Use(usual with { WeightDecay = 0.1 });
Use(usual with { Mixing = new Mixup { Alpha = 0.4 } });
Use(usual with { Loss = new CrossEntropy { Smoothing = 0.1 } });
Use(usual with { MaxGradientNorm = 0.1 });
Use(usual with { AccumulatedBatches = 4 });
Use(usual with { Compute = new ComputeOptions { Precision = NumericPrecision.BFloat16 }.Resolve() });

// Training.
learner.FitOneCycle(1);
learner.FitOneCycle(1, maxLearningRate: (7e-4, 1e-3));
learner.FineTune(1);
learner.Freeze();
learner.FreezeBefore(^2);
learner.Unfreeze();
LearningRateSearch rates = learner.FindLearningRate(steps: 20);
RateFinderChart.Write("rates.png", rates);
learner.FitOneCycle(1, callbacks: [new SaveBestModel("best", Watch.Metric<Accuracy>())]);
learner.FitOneCycle(1, callbacks: [new EarlyStopping(Watch.ValidLoss, patience: 3)]);
learner.FitOneCycle(1, callbacks: [new ReduceOnPlateau(Watch.ValidLoss)]);
learner.FitOneCycle(1, callbacks: [new CsvLog("history.csv"), new TensorBoardLog("tensorboard")]);
learner.FitOneCycle(1, callbacks: [new StopWhenGood()]);
LossChart.Write("losses.png", learner.History);
MetricsChart.Write("metrics.png", learner.History);
learner.Save("stage-1");
learner.Load("stage-1");
Console.WriteLine(learner.Validate());

// Larger pictures: the head goes on.
using var larger = Learner.ForClassification(split.ToBatches(options with { ImageSize = 64 }), weights.Architecture, options: usual with { Weights = PretrainedWeights.FromFile("stage-1.safetensors"), KeepsHead = true });
larger.FitOneCycle(1);

// Interpretation.
ClassificationInterpretation found = learner.Interpret(topLosses: 9);
Console.WriteLine(learner.Interpret(data.Split.Training, topLosses: 0).Accuracy);
ConfusionMatrixChart.Write("confusion.png", found.Confusion);
Console.WriteLine(found.Confusion.MostConfused(atLeast: 2));
TopLossesPicture.Write("top_losses.png", found.TopLosses, heatmap: true);
TopLossesPicture.Write("as_fastai.png", found.TopLosses, heatmap: true, HeatmapClasses.Actual);
ResultsPicture.Write("results.png", found.Results);
Console.WriteLine(found.PerClass);
Console.WriteLine(LabelErrors.Rank(learner.GetPredictions())[0]);

// Use.
learner.Export("model");
using var predictor = Predictor.Load("model.safetensors", options: new PredictorOptions { TestTime = TestTimeAugmentation.FastAi() });
Prediction answer = predictor.Predict(folder.PathOf(folder.Names[0]));
Console.WriteLine($"{answer.Label} {answer.Confidence:0.000}");
PredictionTable.Write("test-results.csv", predictor.PredictFolder("verified"), predictor.Classes, PredictionColumns.Notebook);
learner.Dispose();

// The whole of it.
TrainingPlan plan = await new TrainingRequest("verified") { Out = "run", ImageSize = 32, Overwrite = true }.SettleAsync();
Console.WriteLine(await TrainingRun.ExecuteAsync(plan, TrainingTable.On(Console.Out)));
Console.WriteLine(await LabelReview.OfAsync(plan));

void Use(LearnerOptions other)
{
    using var made = Learner.ForClassification(data, weights.Architecture, options: other);
    made.FitOneCycle(1);
}

/// <summary>A callback of one's own.</summary>
internal sealed class StopWhenGood : Callback
{
    public override void OnEpochEnd(FitContext fit, EpochRecord epoch)
    {
        if (epoch.ValidLoss < 0.01)
            fit.Stop("Good enough.");
    }
}
