using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Emblem.Models;

/// <summary>
/// What a forward pass is made of. Networks and heads say what they compute in these words alone (<see cref="Layer.Pass"/>), once: torch carries it out
/// (<see cref="TorchOperations"/>), and an export writes it down (<c>OnnxOperations</c>). A network that needs another operation adds it here, and both
/// have to know it before anything compiles.
/// </summary>
/// <typeparam name="T">A tensor, or what stands for one.</typeparam>
internal interface IOperations<T>
    where T : class
{
    /// <summary>Layers one after the other.</summary>
    T Through(T input, params ReadOnlySpan<Module<Tensor, Tensor>> layers);

    /// <summary>Bends every value. What is given must be fresh and is used up: the result may take its place.</summary>
    T Activate(T fresh, Activation kind);

    /// <summary>Adds. What comes first must be fresh and is used up.</summary>
    T AddTo(T fresh, T other);

    /// <summary>The sum, in new memory that lies as <paramref name="one"/> does.</summary>
    T Sum(T one, T other);

    /// <summary>A map [n, channels, h, w] times a number a channel, [n, channels, 1, 1].</summary>
    T Gate(T map, T gate);

    /// <summary>Values [..., channels] times a stored number a channel.</summary>
    T Scale(T values, Tensor factors);

    /// <summary>Values [..., channels] less a stored number a channel.</summary>
    T Less(T values, Tensor subtrahends);

    /// <summary>ReLU and 3×3 max pooling by twos, padded by one, of a fresh map, which is used up.</summary>
    T RectifiedMaxPool(T fresh);

    /// <summary>The mean over all places: [n, channels, h, w] to [n, channels].</summary>
    T Mean(T map);

    /// <summary>The same as a map, [n, channels, 1, 1].</summary>
    /// <param name="map">What is averaged.</param>
    /// <param name="single">Whether the result is fp32, whatever the map is.</param>
    T MeanMap(T map, bool single = false);

    /// <summary>The largest value of all places: [n, channels, h, w] to [n, channels].</summary>
    T Largest(T map);

    /// <summary>Channels of both, one behind the other.</summary>
    T Join(T first, T second);

    /// <summary>A map and behind it means [n, channels, 1, 1] as channels that are the same in every place.</summary>
    T Beside(T map, IEnumerable<T> means);

    /// <summary>The root of each value's size with its sign; nearly a line below <paramref name="bend"/>, where a root has no slope.</summary>
    T SignedRoot(T values, float bend);

    /// <summary>[n, channels, h, w] to [n, h, w, channels].</summary>
    T ChannelsLast(T map);

    /// <summary>[n, h, w, channels] to [n, channels, h, w].</summary>
    T ChannelsFirst(T places);

    /// <summary>Layer norm over the last side.</summary>
    T LayerNorm(T places, Tensor weight, Tensor bias, double epsilon);

    /// <summary>
    /// A part of the network, a few pictures at a time where the whole batch at once would only take memory: pictures must not see each other in it. Costs a
    /// copy of the result.
    /// </summary>
    /// <param name="input">What is divided.</param>
    /// <param name="part">Is given some pictures of it, and gives as many.</param>
    T InParts(T input, Func<T, T> part);

    /// <summary>Gives the memory of what is not needed any more back at once, not at the end of the layer.</summary>
    void Release(T value);
}
