using Emblem.Data;
using Emblem.ModelFiles;
using Emblem.Models;
using Emblem.Training.Callbacks;

namespace Emblem.Training;

/// <summary>Keeps how the weights in memory came about, as saved models tell it.</summary>
internal sealed class TrainingRecord(TrainingProvenance start) : Callback
{
    private PictureProvenance? _pictures;

    public TrainingProvenance Provenance { get; private set; } = start;

    /// <summary>A fit is about to run.</summary>
    public void Begin(FitPlan plan, int epochs, int frozenGroups, LearnerOptions options, ImageData? data) =>
        Begin([new FitProvenance(plan.Recipe, epochs, 0, plan.PeakRates, frozenGroups)], options, data);

    /// <summary>Other ways of fitting are about to run, or none yet.</summary>
    public void Begin(IReadOnlyList<FitProvenance> fits, LearnerOptions options, ImageData? data)
    {
        _pictures ??= data is null ? null : PictureSummary.Of(data);
        Provenance = Provenance with
        {
            Seed = options.Seed,
            WeightDecay = options.WeightDecay,
            FrozenNorm = options.FrozenNorm switch
            {
                FrozenBatchNorm.Train => "train",
                FrozenBatchNorm.Freeze => "freeze",
                _ => "freeze_always",
            },
            Pictures = _pictures,
            Fits = [.. Provenance.Fits, .. fits],
        };
    }

    /// <summary>Other weights are in memory now, with a past of their own.</summary>
    public void Restore(TrainingProvenance provenance) => Provenance = provenance;

    public override void OnEpochEnd(FitContext fit, EpochRecord epoch) => Provenance = Provenance with
    {
        Fits = [.. Provenance.Fits.SkipLast(1), Provenance.Fits[^1] with { Epochs = epoch.Epoch + 1 }],
    };
}
