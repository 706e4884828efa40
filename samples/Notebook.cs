#!/usr/bin/env dotnet
#:project ../src/Emblem/Emblem.csproj
// The fast.ai notebook "UNC or Duke? Deep Learning with Logos" cell by cell, with what each cell shows; docs/notebook.md has both side by side:
// dotnet run samples/Notebook.cs UNC_LINKS.csv DUKE_LINKS.csv TEST_FOLDER [SIZE] [EPOCHS]
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

(string uncLinks, string dukeLinks, string test) = (args[0], args[1], args[2]);
(int size, int epochs) = args.Length > 4 ? (int.Parse(args[3]), int.Parse(args[4])) : (320, 5);

Cell("os.getcwd()");
Show(Directory.GetCurrentDirectory());

Cell("download_images(path/'unc_links.csv', path/'unc', max_pics=200)");
using var downloader = new ImageDownloader();
Show(await downloader.DownloadAsync(UrlList.Read(uncLinks), into: "images/train/unc", limit: 200));

Cell("download_images(path/'duke_links.csv', path/'duke', max_pics=200)");
Show(await downloader.DownloadAsync(UrlList.Read(dukeLinks), into: "images/train/duke", limit: 200));

Cell("path.ls()");
Show(string.Join(Environment.NewLine, Directory.EnumerateFileSystemEntries("images/train").Order()));

Cell("for c in classes: verify_images(path/c, delete=True, max_size=500)");
Show(await ImageVerifier.VerifyAsync("images/train", into: "images/verified", new() { MaxSize = 500 }));

Cell("data = ImageDataBunch.from_folder(path/'train', valid_pct=0.2, ds_tfms=get_transforms(do_flip=False, max_zoom=1), size=320, bs=32)");
ImageData data = ImageFolder.Open("images/verified").LabelByFolder().SplitRandomly(validation: 0.2, seed: 1)
    .ToBatches(new() { ImageSize = size, BatchSize = 32, Augment = Augmentations.Standard(flip: false, maxZoom: 1) });

Cell("data");
Show(data);

Cell("data.add_test(ImageList.from_folder(path/'test'))");
ImageFolder unlabelled = ImageFolder.Open(test);

Cell("data");
Show(data);
Show(unlabelled);

Cell("data.classes");
Show(data.Classes);

Cell("data.show_batch(rows=3)");
BatchPicture.Write("batch.png", data.ViewTraining(9));
Show("batch.png");

Cell("data.classes, data.c, len(data.train_ds), len(data.valid_ds)");
Show($"({data.Classes}, {data.Classes.Count}, {data.Split.Training.Count}, {data.Split.Validation.Count})");

Cell("learn = cnn_learner(data, models.resnet34, metrics=accuracy, pretrained=True, bn_final=True)");
using Learner learner = await CreateLearnerAsync(Architectures.ResNet34);
Show(learner);

Cell("learn.fit_one_cycle(5, callbacks=[SaveModelCallback(learn, every='improvement', monitor='accuracy', name='unc-duke-trial1')])");
learner.FitOneCycle(epochs, callbacks: [new SaveBestModel("unc-duke-trial1", Watch.Metric<Accuracy>())]);

Cell("learn.recorder.plot_losses()");
LossChart.Write("losses.png", learner.History);
Show("losses.png");

Cell("learn.save('unc-duke-rd1-end')");
learner.Save("unc-duke-rd1-end");

Cell("learn.load('unc-duke-trial1')");
learner.Load("unc-duke-trial1");

Cell("learn.unfreeze()");
learner.Unfreeze();

Cell("learn.lr_find()");
LearningRateSearch rates = learner.FindLearningRate();

Cell("learn.recorder.plot(suggestion=True)");
RateFinderChart.Write("rates.png", rates);
Show(rates);
Show("rates.png");

Cell("learn.fit_one_cycle(5, max_lr=slice(7e-4, 1e-3), callbacks=[SaveModelCallback(learn, every='improvement', monitor='accuracy', name='unc-duke-trial2')])");
learner.FitOneCycle(epochs, maxLearningRate: (7e-4, 1e-3), callbacks: [new SaveBestModel("unc-duke-trial2", Watch.Metric<Accuracy>())]);

Cell("learn.save('unc-duke-end-trial2')");
learner.Save("unc-duke-end-trial2");

Cell("learn.load('unc-duke-end-trial2')");
learner.Load("unc-duke-end-trial2");

Interpret(learner, "");

Cell("learn.recorder.plot_losses()");
LossChart.Write("losses.png", learner.History);
Show("losses.png");

Cell("learn_50 = cnn_learner(data, models.resnet50, metrics=accuracy, pretrained=True, bn_final=True)");
using Learner larger = await CreateLearnerAsync(Architectures.ResNet50);
Show(larger);

Cell("learn_50.fit_one_cycle(5, callbacks=[SaveModelCallback(learn_50, every='improvement', monitor='accuracy', name='unc-duke-trial1-resnet50')])");
larger.FitOneCycle(epochs, callbacks: [new SaveBestModel("unc-duke-trial1-resnet50", Watch.Metric<Accuracy>())]);

Cell("learn_50.save('unc-duke-end1-resnet50')");
larger.Save("unc-duke-end1-resnet50");

Cell("learn_50.load('unc-duke-end1-resnet50')");
larger.Load("unc-duke-end1-resnet50");

Cell("learn_50.unfreeze()");
larger.Unfreeze();

Cell("learn_50.lr_find()");
LearningRateSearch largerRates = larger.FindLearningRate();

Cell("learn_50.recorder.plot(suggestion=True)");
RateFinderChart.Write("rates_50.png", largerRates);
Show(largerRates);
Show("rates_50.png");

Cell("learn_50.fit_one_cycle(5, max_lr=slice(1e-5, 1e-4), callbacks=[SaveModelCallback(learn_50, every='improvement', monitor='accuracy', name='unc-duke-trial2-resnet50')])");
larger.FitOneCycle(epochs, maxLearningRate: (1e-5, 1e-4), callbacks: [new SaveBestModel("unc-duke-trial2-resnet50", Watch.Metric<Accuracy>())]);

Cell("learn_50.save('unc-duke-end2-resnet50')");
larger.Save("unc-duke-end2-resnet50");

Cell("learn_50.load('unc-duke-end2-resnet50')");
larger.Load("unc-duke-end2-resnet50");

Interpret(larger, "_50");

Cell("preds, _ = learn.get_preds(ds_type=DatasetType.Test); pd.DataFrame(…).to_csv('test-results.csv')");
learner.Export("unc-duke");
using var predictor = Predictor.Load("unc-duke.safetensors");
IReadOnlyList<Prediction> predictions = predictor.PredictFolder(test);
PredictionTable.Write("test-results.csv", predictions, predictor.Classes, PredictionColumns.Notebook);
Show(predictions);

// Published weights where they can be had, else the network that comes along: never noise without a word.
async Task<Learner> CreateLearnerAsync(Architecture wanted)
{
    BodyWeights weights = await PretrainedWeights.GetOrBoxedAsync(wanted);
    var made = Learner.ForClassification(data, weights.Architecture, [new Accuracy()], new() { Weights = weights, FinalNorm = true });
    made.Tell(TrainingTable.On(Console.Out));
    return made;
}

void Interpret(Learner trained, string suffix)
{
    Cell($"interp{suffix} = ClassificationInterpretation.from_learner(learn{suffix})");
    ClassificationInterpretation found = trained.Interpret(topLosses: 4);
    Show(found);

    Cell($"interp{suffix}.plot_confusion_matrix()");
    ConfusionMatrixChart.Write($"confusion{suffix}.png", found.Confusion);
    Show(found.Confusion);

    Cell($"interp{suffix}.plot_top_losses(4, heatmap=False)");
    TopLossesPicture.Write($"top_losses{suffix}.png", found.TopLosses, heatmap: false);
    Show(found.TopLosses);

    Cell($"interp{suffix}.plot_top_losses(4, heatmap=True)");
    TopLossesPicture.Write($"top_losses_heatmap{suffix}.png", found.TopLosses, heatmap: true);
    Show($"top_losses_heatmap{suffix}.png");
}

void Cell(string python) => Console.WriteLine($"\n>>> {python}");

void Show(object value) => Console.WriteLine(value);
