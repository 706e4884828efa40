using Emblem.Compute;
using Emblem.Foundation;
using Emblem.ModelFiles;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Emblem.Models;

/// <summary>
/// A feature extractor with a classifier on top, cut into layer groups: the extractor's own and the head as the last. In the state
/// dictionary the extractor keeps its published names, and the head's begin with <c>head.</c>
/// </summary>
internal sealed class TransferModel : Module<Tensor, Tensor>
{
    private const string HeadPrefix = "head.";

    public TransferModel(FeatureExtractor body, Module<Tensor, Tensor> head)
        : base(nameof(TransferModel))
    {
        register_module("body", body);
        register_module("head", head);
        Body = body;
        Head = head;
        Groups = [.. body.Groups, [head]];
    }

    public FeatureExtractor Body { get; }

    public Module<Tensor, Tensor> Head { get; }

    /// <summary>Layer groups from the input to the head.</summary>
    public IReadOnlyList<IReadOnlyList<Module>> Groups { get; }

    /// <summary>A model with random weights.</summary>
    public static TransferModel Create(Architecture architecture, int classes, bool finalNorm, RandomSource random)
    {
        NativeRuntime.EnsureLoaded();
        FeatureExtractor body = architecture.CreateBody();
        WeightInitialization.FillBody(body, random.Stream("body"));
        var head = new ClassifierHead(body.FeatureCount, classes, finalNorm);
        WeightInitialization.FillHead(head, random.Stream("head"));
        return new TransferModel(body, head);
    }

    /// <summary>Pictures float [n, 3, h, w] to logits [n, classes].</summary>
    public override Tensor forward(Tensor input)
    {
        using Tensor features = Body.forward(input);
        return Head.forward(features);
    }

    /// <summary>
    /// The parameters of each group. With <paramref name="trainable"/> only those that learn.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<Parameter>> ParametersByGroup(bool trainable = false) =>
    [
        .. Groups.Select(group => (IReadOnlyList<Parameter>)
        [
            .. group.SelectMany(module => module.parameters()).Where(parameter => !trainable || parameter.requires_grad),
        ]),
    ];

    /// <summary>
    /// fast.ai's <c>freeze_to</c>: groups before <paramref name="first"/> stop learning, except their batch norms, whose scale and shift
    /// learn on and whose running statistics follow the new pictures.
    /// </summary>
    public void FreezeBefore(int first)
    {
        foreach ((int index, IReadOnlyList<Module> group) in Groups.Index())
        {
            foreach (Module layer in group.SelectMany(module => module.modules().Append(module)).Distinct())
            {
                foreach ((_, Parameter parameter) in layer.named_parameters(recurse: false))
                    parameter.requires_grad = index >= first || IsNorm(layer);
            }
        }
    }

    /// <summary>Fixes the dropout masks of the next batch.</summary>
    public void Reseed(RandomStream random)
    {
        if (Head is ClassifierHead head)
            head.Reseed(random);
    }

    /// <summary>Every parameter and statistic, copied, under the names of the file format.</summary>
    public IReadOnlyList<NamedTensor> CopyState() => [.. StateDictionary.Copy(Body), .. StateDictionary.Copy(Head, HeadPrefix)];

    /// <summary>Puts back what <see cref="CopyState"/> gave.</summary>
    public void RestoreState(IReadOnlyList<NamedTensor> state)
    {
        Dictionary<string, NamedTensor> byName = state.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        StateDictionary.Restore(Body, byName);
        StateDictionary.Restore(Head, byName, HeadPrefix);
    }

    /// <summary>Fills body and head from a saved model.</summary>
    public void LoadState(WeightsFile file)
    {
        StateDictionary.Load(Body, file);
        StateDictionary.Load(Head, file, HeadPrefix);
    }

    private static bool IsNorm(Module layer) => layer is TorchSharp.Modules.BatchNorm1d or TorchSharp.Modules.BatchNorm2d;
}
