using System.Globalization;
using Emblem.Foundation;
using Emblem.Training.Mixing;
using static TorchSharp.torch;

namespace Emblem.Training.Losses;

/// <summary>
/// What training makes small. Validation measures the same loss, as fast.ai does, so the two columns of its table can be compared; the losses
/// of single pictures (<see cref="Metrics.ScoredBatch.Losses"/>) are plain cross-entropy whatever the learner's loss is. To add one, derive a
/// sealed class and override <see cref="Each"/>.
/// </summary>
public abstract class Loss
{
    /// <summary>
    /// How much a picture of each class counts, in index order; all the same when null. As in torch, a mean divides by the weights of the
    /// pictures in it, so a batch of one class has the same mean whatever that class weighs.
    /// </summary>
    public IReadOnlyList<double>? ClassWeights { get; init => field = Listing.Of(value); }

    /// <summary>For descriptions: the class weights behind a comma, or nothing.</summary>
    private protected string Weighting => ClassWeights is null
        ? ""
        : $", class weights {string.Join(" ", ClassWeights.Select(weight => weight.ToString("R", CultureInfo.InvariantCulture)))}";

    /// <summary>The loss of each picture times the weight of its class.</summary>
    /// <param name="logits">float32 [n, classes].</param>
    /// <param name="targets">True class indices, int64 [n].</param>
    /// <param name="classWeights">float32 [classes], or null when all weigh 1.</param>
    /// <returns>float32 [n].</returns>
    protected abstract Tensor Each(Tensor logits, Tensor targets, Tensor? classWeights);

    /// <summary>The mean over a training batch, a scalar that gradients can be taken of. A mixed picture weighs as its two labels do.</summary>
    internal Tensor Mean(Tensor logits, MixedLabels labels)
    {
        Tensor scores = logits.to_type(ScalarType.Float32);
        Tensor? weights = WeightsFor(scores);
        Tensor losses = labels.Blend(targets => Each(scores, targets, weights));
        return weights is null ? losses.mean() : losses.sum() / labels.Blend(targets => weights.index_select(0, targets)).sum();
    }

    /// <summary>
    /// The parts of a mean over a training batch of which only some rows are here: their losses, of which gradients can be taken, and their weights, both summed.
    /// </summary>
    internal (Tensor Losses, double Weights) Part(Tensor logits, MixedLabels labels)
    {
        Tensor scores = logits.to_type(ScalarType.Float32);
        Tensor? weights = WeightsFor(scores);
        Tensor losses = labels.Blend(targets => Each(scores, targets, weights)).sum();
        return (losses, weights is null ? scores.shape[0] : Total(labels.Blend(targets => weights.index_select(0, targets))));
    }

    /// <summary>The parts of a mean over more pictures than one batch: weighted losses, and the weights to divide by.</summary>
    internal (double Losses, double Weights) Sum(Tensor logits, Tensor targets)
    {
        using var scope = NewDisposeScope();
        Tensor scores = logits.to_type(ScalarType.Float32);
        Tensor? weights = WeightsFor(scores);
        double losses = Total(Each(scores, targets, weights));
        return (losses, weights is null ? targets.shape[0] : Total(weights.index_select(0, targets)));
    }

    /// <summary>Summed in double precision, so that the number of pictures does not cost digits.</summary>
    private static double Total(Tensor values) => values.cpu().data<float>().ToArray().Sum(value => (double)value);

    private Tensor? WeightsFor(Tensor logits)
    {
        if (ClassWeights is null)
            return null;
        if (ClassWeights.Count != logits.shape[1] || ClassWeights.Any(weight => !(weight >= 0 && double.IsFinite(weight))))
        {
            throw new EmblemException(
                $"The loss was given the class weights [{string.Join(", ", ClassWeights)}]; "
                + $"{logits.shape[1]} numbers of at least 0 were expected, one for each class in index order.");
        }

        return tensor([.. ClassWeights.Select(weight => (float)weight)], device: logits.device);
    }
}
