using Emblem.Augmentation;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Models;
using Emblem.Runs;
using Emblem.Training;
using Emblem.Training.Recipes;

namespace Emblem.Tests.Support;

/// <summary>A small set of drawn pictures in two classes, light ones and dark ones with some noise, and learners on it with a fixed random body.</summary>
internal sealed class DrawnClasses : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly BodyWeights _weights;

    public DrawnClasses(int each = 12)
    {
        for (int i = 0; i < 2 * each; i++)
        {
            RandomStream random = new RandomSource(i).Stream("shade");
            double shade = (i % 2 == 0 ? 110 : 140) + random.NextDouble(-25, 25);
            File.WriteAllBytes(
                _folder.Create("pictures", i % 2 == 0 ? "dark" : "light", $"{i:D2}.png"),
                ImageCodec.EncodePng(Pictures.Make(32, 32, (_, _, _) => shade + random.NextDouble(-60, 60))));
        }

        string file = _folder.Create("body.safetensors");
        using Learner start = Emblem.Training.Learner.ForClassification(Data(), SmallBody.Architecture, options: new LearnerOptions { Seed = 5, Compute = PlainCompute.Plan });
        start.Model.Counted();
        start.Save(file);
        _weights = new BodyWeights(file, SmallBody.Architecture, "drawn");
    }

    public string Folder => Path.Combine(_folder.Path, "pictures");

    /// <summary>A plan that trains on these pictures from that body, into the folder <c>run</c>.</summary>
    public TrainingPlan Plan(TrainingRecipe recipe, int folds = 0) => new()
    {
        Data = Folder,
        Valid = null,
        ValidFraction = 0.25,
        TestFraction = 0,
        Architecture = SmallBody.Architecture.Name,
        Weights = _weights.Path,
        ImageSize = 32,
        BatchSize = 8,
        Recipe = recipe,
        Folds = folds,
        Resize = ResizeMethod.Crop,
        Resampling = Resampling.Sampled,
        Flip = false,
        Augment = "none",
        Sampling = PictureSampling.Shuffled,
        Orientation = PictureOrientation.Upright,
        Training = new TrainingChoices(),
        Seed = 1,
        Compute = PlainCompute.Plan,
        Start = _weights,
        Folder = new RunFolder(Create("run")),
        Workers = 0,
    };

    public string Create(string name) => _folder.Create(name);

    public ImageData Data(IReadOnlyList<IAugmentation>? augment = null, SplitOptions? options = null) => ImageFolder.Open(Folder).LabelByFolder()
        .SplitRandomly(0.25, options: options ?? new SplitOptions { KeepDuplicatesTogether = false })
        .ToBatches(new BatchOptions { ImageSize = 32, BatchSize = 8, Workers = 0, Augment = augment ?? Augmentations.None });

    public Learner Learner(ImageData? data = null, HeadChoice? head = null, FrozenBatchNorm norms = FrozenBatchNorm.FreezeAlways)
    {
        Learner learner = Emblem.Training.Learner.ForClassification(
            data ?? Data(),
            SmallBody.Architecture,
            options: new LearnerOptions { Weights = _weights, Head = head ?? HeadChoice.Linear, FrozenNorm = norms, Compute = PlainCompute.Plan });
        learner.Model.Counted();
        return learner;
    }

    /// <summary>A model of a network of the catalogue, untrained, as a file.</summary>
    public string SaveModel(string architecture)
    {
        string file = Create("model.safetensors");
        using Learner learner = Emblem.Training.Learner.ForClassification(Data(), Architectures.Find(architecture), options: new LearnerOptions { Compute = PlainCompute.Plan });
        learner.Model.Counted();
        learner.Save(file);
        return file;
    }

    public void Dispose() => _folder.Dispose();
}
