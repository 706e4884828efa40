#!/usr/bin/env dotnet
#:project ../src/Emblem/Emblem.csproj
// The notebook "UNC or Duke?" from two URL lists to a table of predictions:
// dotnet run samples/UncOrDuke.cs UNC_LINKS.csv DUKE_LINKS.csv TEST_FOLDER [SIZE] [EPOCHS]
using Emblem.Acquisition;
using Emblem.Augmentation;
using Emblem.Data;
using Emblem.Export;
using Emblem.Interpretation;
using Emblem.Models;
using Emblem.Reporting;
using Emblem.Runs;
using Emblem.Training;
using Emblem.Training.Callbacks;
using Emblem.Training.Metrics;

(string first, string second, string test) = (args[0], args[1], args[2]);
(int size, int epochs) = args.Length > 4 ? (int.Parse(args[3]), int.Parse(args[4])) : (320, 5);
using var downloader = new ImageDownloader();
Console.WriteLine(await downloader.DownloadAsync(UrlList.Read(first), into: "images/train/unc", limit: 200));
Console.WriteLine(await downloader.DownloadAsync(UrlList.Read(second), into: "images/train/duke", limit: 200));
Console.WriteLine(await ImageVerifier.VerifyAsync("images/train", into: "images/verified", new() { MaxSize = 500 }));

ImageData data = ImageFolder.Open("images/verified").LabelByFolder().SplitRandomly(validation: 0.2, seed: 1)
    .ToBatches(new() { ImageSize = size, BatchSize = 32, Augment = Augmentations.Standard(flip: false, maxZoom: 1) });
Console.WriteLine(data);
BatchPicture.Write("batch.png", data.ViewTraining(9));

BodyWeights weights = await PretrainedWeights.GetOrBoxedAsync(Architectures.ResNet34);
using var learner = Learner.ForClassification(data, weights.Architecture, options: new() { Weights = weights, FinalNorm = true });
learner.Tell(TrainingTable.On(Console.Out));
learner.FitOneCycle(epochs, callbacks: [new SaveBestModel("unc-duke-trial1", Watch.Metric<Accuracy>())]);
learner.Unfreeze();
RateFinderChart.Write("rates.png", learner.FindLearningRate());
learner.FitOneCycle(epochs, maxLearningRate: (7e-4, 1e-3), callbacks: [new SaveBestModel("unc-duke-trial2", Watch.Metric<Accuracy>())]);
LossChart.Write("losses.png", learner.History);

ClassificationInterpretation found = learner.Interpret(topLosses: 4);
Console.WriteLine(found);
ConfusionMatrixChart.Write("confusion.png", found.Confusion);
TopLossesPicture.Write("top_losses.png", found.TopLosses, heatmap: true);
learner.Export("unc-duke.safetensors");
using var predictor = Predictor.Load("unc-duke.safetensors");
PredictionTable.Write("test-results.csv", predictor.PredictFolder(test), predictor.Classes, PredictionColumns.Notebook);
