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

    /// <summary>The maps of the stages after one, of its own map; of the last stage none.</summary>
    public abstract IEnumerable<T> MapsAfter<T>(IOperations<T> on, int stage, T map)
        where T : class;

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
    /// The network cut open after a stage: what <see cref="Continue"/> goes on from and, with the same channels and places, where in the picture it comes from.
    /// Of the last stage, the cut is the output of <c>forward</c>. What the head reads of stages before the cut lies beside the map: in the cut the same in every
    /// place, located the mean of its own map there. Keeps the maps of all stages at once.
    /// </summary>
    /// <param name="input">Pictures.</param>
    /// <param name="finer">How many sizes of map before the last one the cut is, each about twice as fine; at the finest there is where there are fewer.</param>
    public (Tensor Cut, Tensor Located, int Stage) Locate(Tensor input, int finer)
    {
        using var scope = NewDisposeScope();
        Tensor[] maps = [.. Maps(input)];
        int stage = StageOf(maps, finer);
        Tensor map = maps[stage].to_type(ScalarType.Float32);
        Tensor[] earlier = [.. maps[Math.Min(FirstRead, stage)..stage].Reverse().Select(before => before.to_type(ScalarType.Float32))];
        if (earlier.Length == 0)
            return (map.MoveToOuterDisposeScope(), map.alias().MoveToOuterDisposeScope(), stage);
        Tensor cut = TorchOperations.Instance.Beside(map, earlier.Select(before => before.mean([2, 3], keepdim: true)));
        Tensor located = cat([map, .. earlier.Select(before => functional.adaptive_avg_pool2d(before, [map.shape[2], map.shape[3]]))], dim: 1);
        return (cut.MoveToOuterDisposeScope(), located.MoveToOuterDisposeScope(), stage);
    }

    /// <summary>From a cut to the output of <c>forward</c>, with gradients where they are wanted.</summary>
    public Tensor Continue(Tensor cut, int stage)
    {
        if (stage == StageWidths.Count - 1)
            return cut.alias();
        using var scope = NewDisposeScope();
        Tensor map = cut.narrow(1, 0, StageWidths[stage]);
        Tensor[] maps = [map, .. MapsAfter(TorchOperations.Instance, stage, map).Select(next => next.to_type(ScalarType.Float32))];
        IEnumerable<Tensor> read = maps[Math.Max(FirstRead - stage, 0)..^1].Reverse();
        Tensor[] means = [.. read.Append(cut.narrow(1, map.shape[1], cut.shape[1] - map.shape[1])).Where(part => part.shape[1] > 0).Select(part => part.mean([2, 3], keepdim: true))];
        return TorchOperations.Instance.Beside(maps[^1], means).MoveToOuterDisposeScope();
    }

    /// <summary>Of the output of <c>forward</c> the mean of each feature of the last stage, [n, features] in the processor's memory: the same whatever the head reads.</summary>
    public Tensor LastMeans(Tensor features)
    {
        using var scope = NewDisposeScope();
        return features.narrow(1, 0, StageWidths[^1]).mean([2, 3]).cpu().MoveToOuterDisposeScope();
    }

    /// <summary>The first stage that the head reads.</summary>
    private int FirstRead => StageWidths.Count - Stages;

    /// <summary>Each stage's map, of the map before it.</summary>
    protected static IEnumerable<T> InTurn<T>(IOperations<T> on, IEnumerable<Module<Tensor, Tensor>> stages, T map)
        where T : class
    {
        foreach (Module<Tensor, Tensor> stage in stages)
        {
            map = on.Through(map, stage);
            yield return map;
        }
    }

    /// <summary>The last stage with a map of that size: several may have one of the same.</summary>
    private static int StageOf(Tensor[] maps, int finer)
    {
        // Halves are rounded up or down, so a map of 3 places comes of 5 or 6.
        const double twice = 1.5;
        int found = maps.Length - 1;
        for (int stage = found - 1; stage >= 0 && finer > 0; stage--)
        {
            if (maps[stage].shape[3] <= twice * maps[found].shape[3])
                continue;
            found = stage;
            finer--;
        }

        return found;
    }
}
