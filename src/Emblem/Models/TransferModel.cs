using Emblem.Compute;
using Emblem.Compute.Kernels;
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
    /// <summary>What the head's names begin with in a file.</summary>
    public const string HeadPrefix = "head.";

    private const string HeadModule = "head";

    // Held in evaluation mode while everything else trains: the frozen batch norms, where those are to stay as they are.
    private IReadOnlyList<Module> _resting = [];

    private bool _bodyLearns = true;
    private ComputePlan _compute = ComputePlan.Plain;
    private TorchOperations _on = TorchOperations.Instance;

    public TransferModel(FeatureExtractor body, Module<Tensor, Tensor> head)
        : base(nameof(TransferModel))
    {
        register_module("body", body);
        register_module(HeadModule, head);
        Body = body;
        Head = head;
    }

    public FeatureExtractor Body { get; }

    public Module<Tensor, Tensor> Head { get; private set; }

    /// <summary>Logits that the head has to make; null for a model that was put together by hand.</summary>
    public int? Classes { get; private set; }

    /// <summary>Layer groups from the input to the head.</summary>
    public IReadOnlyList<IReadOnlyList<Module>> Groups => [.. Body.Groups, [Head]];

    /// <summary>A model with random weights.</summary>
    public static TransferModel Create(Architecture architecture, int classes, HeadChoice head, RandomSource random) =>
        Create(architecture, classes, head, random, body => WeightInitialization.FillBody(body, random.Stream("body")));

    /// <summary>A model whose body is all zeros until a file fills it: millions of random numbers, a tenth of a second, are not drawn to be overwritten.</summary>
    public static TransferModel CreateToFill(Architecture architecture, int classes, HeadChoice head, RandomSource random) =>
        Create(architecture, classes, head, random, _ => { });

    /// <summary>A body with a new head of random weights, whose features come from the stages that the head reads.</summary>
    /// <exception cref="EmblemException">The body has not as many stages.</exception>
    public static TransferModel Create(FeatureExtractor body, int classes, HeadChoice head, RandomSource random)
    {
        body.Stages = head.Description.Stages;
        return new TransferModel(body, head.Create(body.FeatureCount, classes, random.Stream(HeadModule))) { Classes = classes };
    }

    /// <summary>Pictures float [n, 3, h, w] to logits [n, classes], both in the processor's memory, wherever the network is.</summary>
    /// <exception cref="EmblemException">A custom head gave another shape.</exception>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return Classify(Extract(input)).MoveToOuterDisposeScope();
    }

    /// <summary>What <see cref="Extract"/> gave to logits [n, classes] in the processor's memory.</summary>
    /// <exception cref="EmblemException">A custom head gave another shape.</exception>
    public Tensor Classify(Tensor features)
    {
        using var scope = NewDisposeScope();
        Tensor logits = _on.Through(features, Head).cpu();
        return Classes is null || logits.shape.SequenceEqual([features.shape[0], Classes.Value])
            ? logits.MoveToOuterDisposeScope()
            : throw new EmblemException(
                $"The head gave [{string.Join(", ", logits.shape)}] for {features.shape[0]} pictures and {Classes} classes; "
                + $"[{features.shape[0]}, {Classes}] was expected.");
    }

    /// <summary>
    /// What the head reads: pictures float [n, 3, h, w] to features fp32 [n, features, h', w'], in C order, where the network is. Nothing is
    /// kept for gradients when nothing in the body learns.
    /// </summary>
    public Tensor Extract(Tensor input)
    {
        using var scope = NewDisposeScope();
        using IDisposable? quiet = _bodyLearns ? null : no_grad();
        Tensor placed = _compute.Place(input);
        return Body.forward(placed).In(NumericPrecision.Single).contiguous().MoveToOuterDisposeScope();
    }

    /// <summary>
    /// <see cref="Extract"/> for an explanation: the body cut open, and the cut where it comes from (<see cref="FeatureExtractor.Locate"/>). No gradients.
    /// </summary>
    public (Tensor Cut, Tensor Located, int Stage) Locate(Tensor input, int finer)
    {
        using var scope = NewDisposeScope();
        using IDisposable quiet = no_grad();
        (Tensor cut, Tensor located, int stage) = Body.Locate(_compute.Place(input), finer);
        return (cut.contiguous().MoveToOuterDisposeScope(), located.contiguous().MoveToOuterDisposeScope(), stage);
    }

    /// <summary>
    /// Computes as planned from now on. Comes before an optimizer is made: the parameters' memory is another afterwards.
    /// </summary>
    /// <param name="compute">What computes.</param>
    /// <param name="notes">Told when a convolution has to be computed in another way than planned.</param>
    public void Use(ComputePlan compute, Action<string>? notes = null) =>
        Use(compute, new KernelSelection(compute.ChecksKernels) { Notes = notes });

    /// <summary>The same with a choice of kernels that is made already.</summary>
    public void Use(ComputePlan compute, KernelSelection kernels)
    {
        _compute = compute;
        foreach (IMixedLayer layer in Body.modules().OfType<IMixedLayer>())
            layer.Precision = compute.Precision;
        foreach (Convolution layer in modules().OfType<Convolution>())
            layer.Kernels = kernels;
        compute.Place(this);
    }

    /// <summary>Has every layer carried out so from now on, those of a head of torch's own layers too.</summary>
    public void Use(TorchOperations on)
    {
        _on = on;
        foreach (Layer layer in modules().OfType<Layer>())
            layer.On = on;
    }

    /// <summary>What <see cref="Extract"/> gave to what a linear head reads of it, [n, numbers]; under another head the mean of each feature.</summary>
    public Tensor Pool(Tensor features) => Head is LinearHead linear ? linear.Pool(features) : features.mean([2, 3]);

    /// <summary>Keeps the body and what it learned, and puts a new head with random weights on it; the old one is freed.</summary>
    public void ReplaceHead(HeadChoice head, int classes, RandomSource random)
    {
        Body.Stages = head.Description.Stages;
        Module<Tensor, Tensor> replacement = head.Create(Body.FeatureCount, classes, random.Stream(HeadModule));
        // No module in a name's place takes the name out of TorchSharp's list.
        register_module(HeadModule, null!);
        Head.Dispose();
        register_module(HeadModule, replacement);
        Head = replacement;
        _compute.Place(replacement);
        Use(_on);
        Classes = classes;
    }

    /// <summary>Training mode, but for batch norms that freezing holds still.</summary>
    public override void train(bool on = true)
    {
        base.train(on);
        foreach (Module norm in _resting)
            norm.eval();
    }

    /// <summary>The parameters of each group. With <paramref name="trainable"/> only those that learn.</summary>
    public IReadOnlyList<IReadOnlyList<Parameter>> ParametersByGroup(bool trainable = false) =>
    [
        .. Groups.Select(group => (IReadOnlyList<Parameter>)
        [
            .. group.SelectMany(module => module.parameters()).Where(parameter => !trainable || parameter.requires_grad),
        ]),
    ];

    /// <summary>
    /// fast.ai's <c>freeze_to</c>: groups before <paramref name="first"/> stop learning. Their batch norms by default learn on, and running
    /// statistics follow the new pictures; layer norms stop with the rest.
    /// </summary>
    public void FreezeBefore(int first, FrozenBatchNorm norms = FrozenBatchNorm.Train)
    {
        foreach ((int index, IReadOnlyList<Module> group) in Groups.Index())
        {
            foreach (Module layer in LayersOf(group))
            {
                bool learns = IsBatchNorm(layer) ? !Rests(index) : index >= first;
                foreach ((_, Parameter parameter) in layer.named_parameters(recurse: false))
                    parameter.requires_grad = learns;
            }
        }

        _bodyLearns = Body.parameters().Any(parameter => parameter.requires_grad);
        _resting = [.. Groups.Index().Where(group => Rests(group.Index)).SelectMany(group => LayersOf(group.Item)).Where(IsBatchNorm)];

        bool Rests(int index) => norms.RestIn(index, first, Groups.Count);
    }

    /// <summary>Fixes the dropout masks of the next batch.</summary>
    public void Reseed(RandomStream random)
    {
        foreach (SeededDropout dropout in modules().OfType<SeededDropout>())
            dropout.Reseed(random);
    }

    /// <summary>Every parameter and statistic, copied, under the names of the file format.</summary>
    public IReadOnlyList<NamedTensor> CopyState() => [.. StateDictionary.Copy(Body), .. StateDictionary.Copy(Head, HeadPrefix)];

    /// <summary>The same without copying, to be written before anything changes.</summary>
    public IEnumerable<StreamedTensor> LendState() => [.. StateDictionary.Lend(Body), .. StateDictionary.Lend(Head, HeadPrefix)];

    /// <summary>What is wrong with the first weight or statistic that is NaN or infinite; null where all are numbers. Costs one pass over them.</summary>
    public string? FindFault() => StateDictionary.FindFault(Body) ?? StateDictionary.FindFault(Head, HeadPrefix);

    /// <exception cref="EmblemException">A weight or statistic is NaN or infinite.</exception>
    public void RequireFinite()
    {
        if (FindFault() is { } fault)
            throw new EmblemException($"The model is not saved: {fault}, so it would answer nothing. Its training has run away; train again with a lower rate.");
    }

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

    private static TransferModel Create(Architecture architecture, int classes, HeadChoice head, RandomSource random, Action<FeatureExtractor> fill)
    {
        NativeRuntime.EnsureLoaded();
        FeatureExtractor body = architecture.CreateBody();
        try
        {
            fill(body);
            return Create(body, classes, head, random);
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    private static IEnumerable<Module> LayersOf(IReadOnlyList<Module> group) =>
        group.SelectMany(module => module.modules().Append(module)).Distinct();

    private static bool IsBatchNorm(Module layer) => layer is TorchSharp.Modules.BatchNorm1d or TorchSharp.Modules.BatchNorm2d;
}
