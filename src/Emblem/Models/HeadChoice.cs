using Emblem.Foundation;
using Emblem.ModelFiles;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Emblem.Models;

/// <summary>Which classifier a model gets on its body.</summary>
public sealed class HeadChoice
{
    private readonly Func<int, int, RandomStream, Module<Tensor, Tensor>> _create;

    /// <inheritdoc/>
    public override string ToString() => Description.ToString();

    private HeadChoice(HeadDescription description, Func<int, int, RandomStream, Module<Tensor, Tensor>> create)
    {
        Description = description;
        _create = create;
    }

    /// <summary>The mean of each of the last stage's features and one linear layer, which trains.</summary>
    public static HeadChoice Linear { get; } = LinearOf(1);

    /// <summary>What a saved model will say of it.</summary>
    public HeadDescription Description { get; }

    /// <summary>fast.ai v1's head: the default.</summary>
    /// <param name="finalNorm">Its <c>bn_final</c>: batch norm over the logits.</param>
    /// <param name="hidden">Its <c>lin_ftrs</c>: outputs of the linear layers before the last; one of 512 when null.</param>
    /// <exception cref="ArgumentException">More than 8 hidden layers, or one without outputs or with more than 16384.</exception>
    public static HeadChoice FastAi(bool finalNorm = false, IReadOnlyList<int>? hidden = null) =>
        Of(new HeadDescription(HeadKind.FastAi) { FinalNorm = finalNorm, Hidden = hidden ?? [512] });

    /// <summary>The same on the features of several stages: with a few hundred pictures more of them are right than with the last stage's alone.</summary>
    /// <param name="stages">How many, from the last back; every network of the catalogue has 4 at least.</param>
    /// <param name="pooling">What is read of each feature's map.</param>
    /// <exception cref="ArgumentException">Not 1 to 8 stages.</exception>
    public static HeadChoice LinearOf(int stages, HeadPooling pooling = HeadPooling.Mean) =>
        Of(new HeadDescription(HeadKind.Linear) { Stages = stages, Pooling = pooling });

    /// <summary>A finished regression on cached features, as a head that predicts, explains and saves like any other.</summary>
    /// <param name="fit">Its numbers.</param>
    /// <param name="stages">Stages that its features are of: the last stage's first, then those before it.</param>
    /// <param name="pooling">What it reads of each feature's map.</param>
    /// <exception cref="ArgumentException">Not 1 to 8 stages.</exception>
    public static HeadChoice FromFit(LinearFit fit, int stages = 1, HeadPooling pooling = HeadPooling.Mean) =>
        new(new HeadDescription(HeadKind.Linear) { Stages = stages, Pooling = pooling }, (features, classes, _) =>
        {
            int numbers = features * FeaturePooling.NumbersOf(pooling);
            if ((numbers, classes) != (fit.Mean.Count, fit.Bias.Count))
            {
                throw new EmblemException(
                    $"The fit has {fit.Mean.Count} features and {fit.Bias.Count} classes; the model needs {numbers} and {classes}.");
            }

            var head = new LinearHead(features, classes, pooling);
            head.Take(fit);
            return head;
        });

    /// <summary>
    /// A module of your own. It learns and is saved; a file that has it opens only where the same choice is given again. Use
    /// <see cref="SeededDropout"/> in it: torch's own dropout does not repeat with a seed.
    /// </summary>
    /// <param name="create">
    /// From the number of features and of classes to a new module that turns features [n, features, h, w] into logits [n, classes]. Torch's own
    /// random numbers are seeded while it runs.
    /// </param>
    public static HeadChoice Custom(Func<int, int, Module<Tensor, Tensor>> create) =>
        new(new HeadDescription(HeadKind.Custom), (features, classes, random) => WithSeed(random, () => create(features, classes)));

    /// <summary>The head that a saved model says it has.</summary>
    /// <param name="description">From its file.</param>
    /// <param name="own">What the caller has for a custom head, or null.</param>
    /// <param name="path">The file, for the message.</param>
    /// <exception cref="EmblemException">A custom head and no choice that makes one.</exception>
    internal static HeadChoice For(HeadDescription description, HeadChoice? own, string path)
    {
        if (description.Kind != HeadKind.Custom)
            return Of(description);
        return own?.Description.Kind == HeadKind.Custom
            ? own
            : throw new EmblemException(
                $"{path} has a head of its author's own code, which no file can hold. Open it in a program that gives Predictor.Load the same "
                + "HeadChoice.Custom that it was trained with.");
    }

    /// <summary>The head that is described; anything but a custom one.</summary>
    internal static HeadChoice Of(HeadDescription description) => new(description, (features, classes, random) =>
    {
        Module<Tensor, Tensor> head = description.Kind == HeadKind.Linear
            ? new LinearHead(features, classes, description.Pooling)
            : new ClassifierHead(features, classes, description);
        WeightInitialization.FillHead(head, random);
        return head;
    });

    /// <summary>The same head with or without batch norm over the logits.</summary>
    /// <exception cref="ArgumentException">It has no such layer, and is to have it.</exception>
    internal HeadChoice WithFinalNorm(bool norm)
    {
        if (Description.FinalNorm == norm)
            return this;
        return Description.Kind is HeadKind.FastAi or HeadKind.FastAi2
            ? Of(Description with { FinalNorm = norm })
            : throw new ArgumentException(
                $"Only fast.ai's head ends in a final norm, and the head asked for is '{Description}'. Leave FinalNorm out, or take HeadChoice.FastAi.");
    }

    /// <summary>A new head with its starting weights.</summary>
    internal Module<Tensor, Tensor> Create(int features, int classes, RandomStream random) => _create(features, classes, random);

    /// <summary>Modules start with torch's global random numbers: seeded for them, and as before afterwards.</summary>
    private static Module<Tensor, Tensor> WithSeed(RandomStream random, Func<Module<Tensor, Tensor>> create)
    {
        using Tensor before = get_rng_state();
        try
        {
            manual_seed((long)(random.NextBits() >> 1)).Dispose();
            return create();
        }
        finally
        {
            set_rng_state(before);
        }
    }
}
