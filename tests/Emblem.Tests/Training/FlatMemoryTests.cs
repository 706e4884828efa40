using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Callbacks;
using Emblem.Training.Checkpoints;
using TorchSharp;

namespace Emblem.Tests.Training;

/// <summary>A long training holds what a short one holds.</summary>
public sealed class FlatMemoryTests
{
    private const int SettledAfter = 20;
    private const long MostGrowth = 32_000_000;

    [Fact]
    public void AHundredEpochsWithCheckpointsKeepTensorsAndMemoryFlat()
    {
        using var folder = new TemporaryFolder();
        using Learner learner = SmallLearner.Make();
        var watch = new Footprints();
        learner.KeepCheckpoints(new CheckpointFolder(folder.Create("checkpoints")));

        learner.FitOneCycle(100, 1e-2, [new CsvLog(folder.Create("history.csv")), new EarlyStopping(Watch.TrainLoss, 100), watch]);

        Assert.Equal(100, watch.Tensors.Count);
        Assert.All(watch.Tensors.Skip(1), tensors => Assert.Equal(watch.Tensors[1], tensors));
        Assert.InRange(watch.Resident.Skip(SettledAfter).Max() - watch.Resident[..SettledAfter].Max(), long.MinValue, MostGrowth);
        Assert.Equal(2, Directory.GetFiles(Path.Combine(folder.Path, "checkpoints"), "*.safetensors").Length);
    }

    private sealed class Footprints : Callback
    {
        public List<long> Tensors { get; } = [];

        public List<long> Resident { get; } = [];

        public override void OnEpochEnd(FitContext fit, EpochRecord epoch)
        {
            Tensors.Add(torch.Tensor.TotalCount);
            Resident.Add(Environment.WorkingSet);
        }
    }
}
