using Emblem.Foundation;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Emblem.Models;

/// <summary>
/// The part of a network that turns pictures into features, without its classifier: float [n, 3, h, w] to [n, features, h', w'].
/// State-dictionary names are those of the published checkpoints, so nothing is renamed by hand.
/// <para>
/// By default the features are the last stage's map. With several <see cref="Stages"/> the means of earlier stages' maps follow it as channels that
/// are the same in every place, from late to early: edges and textures for heads that average, which the last stage has left behind.
/// </para>
/// </summary>
internal abstract class FeatureExtractor(string name) : Layer(name)
{
    /// <summary>Channels of the map at the end of each stage of its authors' table, in the order of computing; the last one's are <c>Architecture.FeatureCount</c>.</summary>
    public abstract IReadOnlyList<int> StageWidths { get; }

    /// <summary>Stages that the features come from, counted from the last back.</summary>
    /// <exception cref="EmblemException">The network has not as many.</exception>
    public int Stages
    {
        get;
        set => field = value >= 1 && value <= StageWidths.Count
            ? value
            : throw new EmblemException($"{GetName()} has {StageWidths.Count} stages; features of {value} were asked for.");
    } = 1;

    /// <summary>Channels of the output.</summary>
    public int FeatureCount => StageWidths.TakeLast(Stages).Sum();

    /// <summary>
    /// The layer groups from the input on, each with its own learning rate; together they hold every parameter once. All networks are cut
    /// where fast.ai cuts ResNet: the first group ends with the layers that see 1/8 of the input's size.
    /// </summary>
    public abstract IReadOnlyList<IReadOnlyList<Module>> Groups { get; }

    /// <summary>The standard deviation of random starting weights; null for He et al. 2015.</summary>
    public virtual double? StartingDeviation => null;

    /// <summary>
    /// The map at the end of each stage, each computed when it is asked for. A map is the caller's, who keeps it until the next one is there.
    /// </summary>
    public abstract IEnumerable<T> Maps<T>(IOperations<T> on, T input)
        where T : class;

    /// <summary>The same by torch.</summary>
    public IEnumerable<Tensor> Maps(Tensor input) => Maps(TorchOperations.Instance, input);

    public sealed override T Pass<T>(IOperations<T> on, T input)
    {
        var means = new Stack<T>();
        int unread = StageWidths.Count - Stages;
        T? last = null;
        foreach ((int stage, T map) in Maps(on, input).Index())
        {
            // The earlier maps are the largest: those that the gradient does not need go at once.
            if (last is not null)
                on.Release(last);
            last = map;
            if (stage >= unread && stage < StageWidths.Count - 1)
                means.Push(on.MeanMap(map, single: true));
        }

        return means.Count == 0 ? last! : on.Beside(last!, means);
    }

    /// <summary>
    /// The output of <c>forward</c> and, with the same channels and places, where in the picture it comes from: an earlier stage's channel then has in each place
    /// the mean of its own map there, whose mean over all places is what the output has. Keeps the maps of all <see cref="Stages"/> at once.
    /// </summary>
    public (Tensor Features, Tensor Located) Locate(Tensor input)
    {
        using var scope = NewDisposeScope();
        Tensor[] maps = [.. Maps(input).Skip(StageWidths.Count - Stages).Select(map => map.to_type(ScalarType.Float32))];
        Tensor last = maps[^1];
        if (maps.Length == 1)
            return (last.MoveToOuterDisposeScope(), last.alias().MoveToOuterDisposeScope());
        Tensor[] earlier = [.. maps.SkipLast(1).Reverse()];
        Tensor features = TorchOperations.Instance.Beside(last, earlier.Select(map => map.mean([2, 3], keepdim: true)));
        Tensor located = cat([last, .. earlier.Select(map => functional.adaptive_avg_pool2d(map, [last.shape[2], last.shape[3]]))], dim: 1);
        return (features.MoveToOuterDisposeScope(), located.MoveToOuterDisposeScope());
    }

    /// <summary>Of the output of <c>forward</c> the mean of each feature of the last stage, [n, features] in the processor's memory: the same whatever the head reads.</summary>
    public Tensor LastMeans(Tensor features)
    {
        using var scope = NewDisposeScope();
        return features.narrow(1, 0, StageWidths[^1]).mean([2, 3]).cpu().MoveToOuterDisposeScope();
    }
}
