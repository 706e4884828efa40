using Emblem.Acquisition;
using Emblem.Augmentation;
using Emblem.Compute;
using Emblem.Data;
using Emblem.Duplicates;
using Emblem.Export;
using Emblem.Foundation;
using Emblem.Health;
using Emblem.Imaging;
using Emblem.Interpretation;
using Emblem.ModelFiles;
using Emblem.Models;
using Emblem.Projects;
using Emblem.Runs;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Callbacks;
using Emblem.Training.Losses;
using Emblem.Training.Metrics;
using Emblem.Training.Recipes;
using Emblem.Training.Schedules;

namespace Emblem.Tests.House;

/// <summary>The same of real values: from those that a program gets, through everything that can be reached from them.</summary>
public sealed class RealValuesPrintTests
{
    /// <summary>The methods that return lists and are called here.</summary>
    public static IReadOnlyList<string> TriedMethods { get; } =
    [
        nameof(Predictor.Predict), nameof(Predictor.PredictFolder), nameof(Predictor.PredictPaths), nameof(Predictor.PredictFiles), nameof(ImageData.ViewTraining),
        nameof(ImageData.ViewVariants), nameof(ProjectFolder.Find), nameof(RunPredictions.Read), nameof(LabelledImages.SplitIntoFolds), nameof(ConfusionMatrix.MostConfused), nameof(FitPlan.RatesAt),
        nameof(LearningRateRange.Spread), nameof(Augmentations.Standard), nameof(Augmentations.Web), nameof(Augmentations.RandAugment), nameof(Augmentations.Named),
        nameof(MetricCatalogue.Create), nameof(ClassBalance.Weights), nameof(EpochTable.Add), nameof(ModelMetadata.ToHeader), nameof(ClassScore.Of),
        nameof(LabelErrors.Rank), nameof(LabelErrors.ConfidentJoint), nameof(LearnerInterpretation.Explain), nameof(RunEventReader.ReadNew),
        nameof(PictureCleaning.CopiesOf), nameof(PictureCleaning.ReasonsFor), nameof(PictureSets.ReadSets), nameof(PictureLikeness.NearestTo),
    ];

    [Fact]
    public async Task WhatALearnerGivesPrints()
    {
        using var drawn = new DrawnClasses();
        ImageData data = drawn.Data(Augmentations.Web());
        using Learner learner = drawn.Learner(data);
        var best = new SaveBestModel(drawn.Create("best"), Watch.Metric<Accuracy>());
        TrainingHistory history = learner.FitOneCycle(2, callbacks: [best, new EarlyStopping(Watch.ValidLoss), new CsvLog(drawn.Create("log.csv"))]);
        string file = drawn.Create("model.safetensors");
        learner.Save(file);
        using var opened = WeightsFile.Open(file);
        ClassificationInterpretation found = learner.Interpret(3);

        ScoredBatch scored = learner.GetPredictions();
        Check(
            found.PerClass, RocCurve.Of([0.1, 0.9], [false, true]), PrecisionRecallCurve.Of([0.1, 0.9], [false, true]), Calibration.Of(scored), CoverageCurve.Of(scored),
            AbstainThreshold.For(scored), new McNemar(3, 1, 20), learner.PredictOutOfFold(), LabelErrors.Rank(scored), LabelErrors.ConfidentJoint(scored), learner.Explain(HeatmapTarget.Actual));
        Check(
            data, data.ViewTraining(2), data.ViewVariants(1, 1), learner, history, best, found, found.Confusion.MostConfused(), learner.FindLearningRate(20),
            learner.Validate(), ClassBalance.Weights(data), new EpochTable().Add(history.Epochs[0]), learner.GetPredictions(), opened, ModelMetadata.Read(opened), ModelMetadata.Read(opened).ToHeader(),
            ImageFolder.Open(drawn.Folder), ImageFolder.Open(drawn.Folder).LabelByFolder(), ImageFolder.Open(drawn.Folder).LabelByFolder().SplitIntoFolds(3),
            DuplicateFinder.Find(drawn.Folder, ImageFolder.Open(drawn.Folder).Names), await DataHealth.ExamineAsync(ImageFolder.Open(drawn.Folder), stop: TestContext.Current.CancellationToken),
            GivenPictures.Find([drawn.Folder]), ProjectFolder.Find(drawn.Folder), RunPredictions.Read(drawn.Plan(TrainingRecipes.Head)), new TrainingRequest(drawn.Folder), drawn.Plan(TrainingRecipes.HeadThenFineTune), Reported.TwoClasses(9, 1) with { Folds = Reported.Folds(3, 4) },
            new PictureCopies(["a.png", "b.png"], ["training"], ["cat"]), Told(drawn.Create("events.jsonl")));
    }

    [Fact]
    public void WhatAPredictorGivesPrints()
    {
        using var pictures = new PictureSet(2);
        string folder = Path.GetDirectoryName(Path.GetDirectoryName(pictures.Split.Training[0].Path))!;
        using var predictor = new Predictor(new FakeEngine());

        IReadOnlyList<Prediction> predictions = predictor.PredictFolder(folder);

        Check(predictor, predictions, predictor.PredictPaths([folder]), predictor.PredictFiles([("a", "/nowhere/b.png")]), predictor.Predict([PictureInput.OfBytes([1, 2])]), PictureInput.OfStream(Stream.Null));
    }

    [Fact]
    public async Task WhatAProjectsCleaningGivesPrints()
    {
        using var folder = new TemporaryFolder();
        foreach (string name in (string[])["cat/1.png", "dog/1.png"])
            File.WriteAllBytes(folder.Create(["pets", "verified", .. name.Split('/')]), ImageCodec.EncodePng(Pictures.Waves(90, 60)));
        ProjectFolder project = ProjectFolder.Find(folder.Path)[0];
        LabelledImages images = ImageFolder.Open(project.Verified).LabelByFolder();
        PictureSurvey survey = await PictureSurvey.MakeAsync(project, stop: TestContext.Current.CancellationToken);
        var cleaning = new PictureCleaning(images, new Corrections([]), survey);
        SafetensorsWriter.Write(
            project.Likeness,
            [new NamedTensor("likeness", TensorType.I8, [2, 2], new byte[] { 1, 2, 1, 2 })],
            new Dictionary<string, string> { ["key"] = "", ["by"] = LikenessReader.By, ["names"] = """["cat/1.png","dog/1.png"]""", ["stamps"] = """["",""]""" });
        PictureLikeness likeness = PictureLikeness.Read(project)!;

        Check(
            ProjectFolder.Find(folder.Path), survey, cleaning, cleaning.Queue, cleaning.CopiesOf("cat/1.png"), cleaning.ReasonsFor(images.Items[0]), PictureFacts.Of(project, images.Items[0]),
            project.NextRun().ReadSets(), likeness, likeness.NearestTo("cat/1.png", 1), new AddedPicture("cat", "added-1.png"));
    }

    [Fact]
    public void ListsOfNamesAndOptionsPrint() => Check(
        Architectures.All, PublishedWeights.All, TrainingRecipes.All, Augmentations.Names, Augmentations.None, Augmentations.Standard(), Augmentations.RandAugment(),
        LossCatalogue.Names, MetricCatalogue.Usual, MetricCatalogue.Create(["f1", "roc-auc"]), CacheRoom.All, TestTimeAugmentation.FastAi(), TestTimeAugmentation.Flip,
        UrlList.Parse("http://a.example/1.jpg\nnothing"), new DownloadOptions(), new VerifyOptions(), new WorkerCommand("emblem", "decode-worker"), new LearnerOptions(),
        new PredictorOptions(), new BatchOptions(), new SplitOptions(), new OneCycle(), LearningRateRange.Default, LearningRateRange.Default.Spread(3), new FitPlan(5, [0.1, 0.2], Schedules.Constant(1), Schedules.Constant(0.9)).RatesAt(0), new HealthOptions(),
        HeadChoice.FastAi(), HeadChoice.Linear, Watch.ValidLoss, new TimeBudget(TimeSpan.FromMinutes(2)), new ReduceOnPlateau(Watch.TrainLoss), new RandomSource(1).Stream("x"),
        new ComputeOptions(), new Accuracy(), new F1(), new CallbackState(), PlainCompute.Plan);

    [Fact]
    public async Task WhatAProjectHoldsPrints()
    {
        using var folder = new TemporaryFolder();
        ProjectFolder project = ProjectFolder.Create(folder.Path, "pets");
        IReadOnlyList<ClassList> added = ProjectLists.Add(project, "cat", "http://a.example/1.jpg");
        File.WriteAllBytes(folder.Create("pets", "downloaded", "dog", "1.png"), ImageCodec.EncodePng(Pictures.Noise(40, 30)));
        using var gathering = new PictureGathering(GatheringRequest.Of(project) with { Lists = [] });

        Check(
            project, ProjectFolder.Find(folder.Path), added, ProjectLists.Read(project), GatheringRequest.Of(project), await gathering.RunAsync(TestContext.Current.CancellationToken),
            ProjectCollection.Read(project), new AddedPictures(project), new CollectSettings(), gathering);
    }

    private static IReadOnlyList<RunEventLine> Told(string path)
    {
        using var log = new RunEventLog(path);
        log.Write(new RunNote("one"));
        return new RunEventReader(path).ReadNew();
    }

    private static void Check(params IReadOnlyList<object> values)
    {
        var walk = new TextWalk();
        foreach ((int i, object value) in values.Index())
            walk.Look(value, $"{i}:{value.GetType().Name}");

        Assert.True(walk.Count >= values.Count);
        Assert.True(walk.Faults.Count == 0, string.Join("\n", walk.Faults.Take(30)));
    }
}
