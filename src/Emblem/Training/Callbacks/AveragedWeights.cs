using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Models;
using static TorchSharp.torch;

namespace Emblem.Training.Callbacks;

/// <summary>
/// Validates and keeps an exponential moving average of the weights and running statistics over the batches instead of the latest ones (Polyak
/// and Juditsky 1992). Training goes on with the latest: the average is in the model from an epoch's last batch to the next one's first, so
/// whatever looks at it or saves it between epochs, in any order, sees the average; after the fit it stays there. Costs as much memory as the
/// model, and one pass over it a batch. Dispose it after the last fit.
/// </summary>
public sealed class AveragedWeights : Callback, IDisposable
{
    private IReadOnlyList<Pair> _pairs = [];
    private bool _averageIsInModel;
    private int _batches;

    /// <summary>
    /// How much of the average a batch leaves, above 0 and below 1; 0.999 by default. The n-th batch leaves at most (1 + n) / (10 + n), so that a
    /// short fit is not an average of where it began (as TensorFlow's <c>ExponentialMovingAverage</c>).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not in that range.</exception>
    public double Decay { get; init => field = Checked.Between(value, 0, 1); } = 0.999;

    /// <inheritdoc/>
    public override void OnFitStart(FitContext fit)
    {
        Dispose();
        using var scope = NewDisposeScope();
        _pairs =
        [
            .. fit.Learner.Model.state_dict().Where(entry => entry.Value.is_floating_point())
                .Select(entry => new Pair(entry.Key, entry.Value, entry.Value.detach().clone().DetachFromDisposeScope())),
        ];
    }

    /// <inheritdoc/>
    public override void OnEpochStart(FitContext fit) => PutIntoModel(average: false);

    /// <inheritdoc/>
    public override void OnBatchEnd(FitContext fit, BatchRecord batch)
    {
        _batches++;
        double kept = Math.Min(Decay, (1.0 + _batches) / (10.0 + _batches));
        using var quiet = no_grad();
        using Tensor share = tensor((float)(1 - kept));
        foreach (Pair pair in _pairs)
        {
            using var scope = NewDisposeScope();
            pair.Resting.lerp_(pair.InModel, share);
        }
    }

    /// <inheritdoc/>
    public override void OnEpochTrained(FitContext fit) => PutIntoModel(average: true);

    /// <inheritdoc/>
    public override void OnFitEnd(FitContext fit) => Dispose();

    /// <inheritdoc/>
    public override void OnDiverged(FitContext fit) => Dispose();

    /// <summary>Frees the tensors; whatever is in the model stays there.</summary>
    public void Dispose()
    {
        foreach (Pair pair in _pairs)
            pair.Resting.Dispose();
        (_pairs, _averageIsInModel, _batches) = ([], false, 0);
    }

    /// <inheritdoc/>
    public override void SaveState(CallbackState state)
    {
        state.Set("average_is_in_model", _averageIsInModel);
        state.Set("batches", _batches);
        foreach (Pair pair in _pairs)
            state.Tensors[pair.Name] = StateDictionary.Copy(pair.Name, pair.Resting);
    }

    /// <inheritdoc/>
    public override void RestoreState(CallbackState state)
    {
        using var quiet = no_grad();
        foreach (Pair pair in _pairs)
        {
            using Tensor stored = empty(pair.Resting.shape, pair.Resting.dtype);
            state.Tensors[pair.Name].Bytes.Span.CopyTo(stored.bytes);
            pair.Resting.copy_(stored);
        }

        (_averageIsInModel, _batches) = (state.Get<bool>("average_is_in_model"), state.Get<int>("batches"));
    }

    /// <inheritdoc/>
    public override string ToString() => $"AveragedWeights, decay {ValueText.Item(Decay)}";

    /// <summary>Exchanges what is in the model and what rests beside it, tensor by tensor, unless it is so already.</summary>
    private void PutIntoModel(bool average)
    {
        if (average == _averageIsInModel)
            return;
        using var quiet = no_grad();
        foreach (Pair pair in _pairs)
        {
            using Tensor leaving = pair.InModel.clone();
            pair.InModel.copy_(pair.Resting);
            pair.Resting.copy_(leaving);
        }

        _averageIsInModel = average;
    }

    private sealed record Pair(string Name, Tensor InModel, Tensor Resting);
}
