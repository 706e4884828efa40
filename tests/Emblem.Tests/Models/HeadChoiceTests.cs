using Emblem.Foundation;
using Emblem.ModelFiles;
using Emblem.Models;
using Emblem.Tests.Support;
using Emblem.Training;
using static TorchSharp.torch;

namespace Emblem.Tests.Models;

public sealed class HeadChoiceTests
{
    [Fact]
    public void AnOwnHeadStartsTheSameForTheSameSeedAndLeavesTorchsNumbersAlone()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        HeadChoice choice = OwnHead.Choice;
        float[] before = Drawn(() => { });

        float[] first = Weights(choice, 1);
        float[] after = Drawn(() => Create(choice, 2).Counted().Dispose());

        Assert.Equal(first, Weights(choice, 1));
        Assert.NotEqual(first, Weights(choice, 2));
        Assert.Equal(before, after);
    }

    [Fact]
    public void AFinalNormIsAddedToTheHeadThatWasChosenInEitherOrder()
    {
        HeadChoice narrow = HeadChoice.FastAi(hidden: [16]);
        var wanted = new HeadDescription(HeadKind.FastAi) { Hidden = [16], FinalNorm = true };

        Assert.Equal(wanted, new LearnerOptions { Head = narrow, FinalNorm = true }.SettledHead.Description);
        Assert.Equal(wanted, new LearnerOptions { FinalNorm = true, Head = narrow }.SettledHead.Description);
        Assert.Same(narrow, new LearnerOptions { Head = narrow }.SettledHead);
        Assert.False(new LearnerOptions { Head = HeadChoice.FastAi(finalNorm: true), FinalNorm = false }.SettledHead.Description.FinalNorm);
    }

    [Fact]
    public void AFinalNormOfAHeadThatHasNoneIsRefused()
    {
        using var drawn = new DrawnClasses(each: 4);
        var options = new LearnerOptions { Head = HeadChoice.Linear, FinalNorm = true };

        Assert.Contains("'linear'", Assert.Throws<ArgumentException>(() => Learner.ForClassification(drawn.Data(), SmallBody.Architecture, options: options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnOwnHeadsFileNeedsTheHeadAgain()
    {
        var description = new HeadDescription(HeadKind.Custom);

        string message = Assert.Throws<EmblemException>(() => HeadChoice.For(description, null, "own.safetensors")).Message;

        Assert.Contains("own.safetensors has a head of its author's own code", message, StringComparison.Ordinal);
        Assert.Contains("HeadChoice.Custom", message, StringComparison.Ordinal);
        Assert.Throws<EmblemException>(() => HeadChoice.For(description, HeadChoice.Linear, "own.safetensors"));
        Assert.Same(OwnHead.Choice, HeadChoice.For(description, OwnHead.Choice, "own.safetensors"));
    }

    [Fact]
    public void LogitsOfAnotherShapeAreNamed()
    {
        var choice = HeadChoice.Custom((features, classes) => new OwnHead(features, classes + 2));
        using TransferModel model = TransferModel.Create(Architectures.ResNet18, 3, choice, new RandomSource(1)).Counted();
        using var scope = NewDisposeScope();
        using var quiet = no_grad();

        string message = Assert.Throws<EmblemException>(() => model.forward(Formula.Wave([2, 3, 32, 32], 1))).Message;

        Assert.Contains("The head gave [2, 5] for 2 pictures and 3 classes; [2, 3] was expected", message, StringComparison.Ordinal);
    }

    /// <summary>What torch's own generator gives next from a fixed state, when something happens in between.</summary>
    private static float[] Drawn(Action between)
    {
        manual_seed(5).Dispose();
        between();
        return rand(4).data<float>().ToArray();
    }

    private static float[] Weights(HeadChoice choice, long seed)
    {
        using nn.Module<Tensor, Tensor> head = Create(choice, seed).Counted();
        return head.parameters().First().data<float>().ToArray();
    }

    private static nn.Module<Tensor, Tensor> Create(HeadChoice choice, long seed) => choice.Create(8, 3, new RandomSource(seed).Stream("head"));
}
