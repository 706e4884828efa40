using System.Globalization;
using Emblem.ModelFiles;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Emblem.Models;

/// <summary>
/// fast.ai's head for transfer learning: largest and mean value of each feature, then linear layers, each after batch norm and dropout.
/// State names are the positions in fast.ai's own sequence (<c>2.weight</c>, <c>4.weight</c>, …), in which pooling takes the first two.
/// </summary>
internal sealed class ClassifierHead : Layer
{
    private const double LastDropout = 0.5;
    private readonly List<Module<Tensor, Tensor>> _layers = [];
    private readonly HeadPooling _pooling;

    /// <param name="features">Channels of the extractor's output.</param>
    /// <param name="classes">Logits to make.</param>
    /// <param name="description">One of fast.ai's two kinds.</param>
    public ClassifierHead(int features, int classes, HeadDescription description)
        : base(nameof(ClassifierHead))
    {
        _pooling = description.Pooling;
        bool bias = description.Kind == HeadKind.FastAi;
        int inputs = features * FeaturePooling.NumbersOf(_pooling);
        foreach (int width in description.Hidden)
        {
            AddLinear(inputs, width, LastDropout / 2, bias);
            Add(ReLU(inplace: true));
            inputs = width;
        }

        AddLinear(inputs, classes, LastDropout, bias);
        if (description.FinalNorm)
            Add(BatchNorm1d(classes, momentum: 0.01));
    }

    public override T Pass<T>(IOperations<T> on, T features) => on.Through(FeaturePooling.Pool(on, features, _pooling), [.. _layers]);

    private void AddLinear(int inputs, int outputs, double dropout, bool bias)
    {
        Add(BatchNorm1d(inputs));
        Add(new SeededDropout(dropout));
        Add(Linear(inputs, outputs, bias));
    }

    private void Add(Module<Tensor, Tensor> layer)
    {
        const int pooling = 2;
        register_module((pooling + _layers.Count).ToString(CultureInfo.InvariantCulture), layer);
        _layers.Add(layer);
    }
}
