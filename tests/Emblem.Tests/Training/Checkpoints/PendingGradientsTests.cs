using Emblem.Data;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Callbacks;
using Emblem.Training.Checkpoints;
using static TorchSharp.torch;

namespace Emblem.Tests.Training.Checkpoints;

public sealed class PendingGradientsTests
{
    [Fact]
    public void GradientsThatWaitForAStepComeBack()
    {
        using Learner first = SmallLearner.Make();
        using Learner second = SmallLearner.Make();
        first.Freeze();
        second.Freeze();
        Backward(first);
        var state = new CallbackState();

        new PendingGradients(first.Model).SaveState(state);
        new PendingGradients(second.Model).RestoreState(state);

        Assert.Equal(6, state.Tensors.Count);
        Assert.Equal(Gradients(first), Gradients(second));
        Assert.Contains(Gradients(second), values => values.Any(value => value != 0));
    }

    [Fact]
    public void AfterAStepThereIsNothingToKeep()
    {
        using Learner learner = SmallLearner.Make();
        Backward(learner);
        learner.Optimizer.Step([1e-3, 1e-3, 1e-3], 0.9);
        var state = new CallbackState();

        new PendingGradients(learner.Model).SaveState(state);

        Assert.Empty(state.Tensors);
    }

    private static void Backward(Learner learner)
    {
        using var scope = NewDisposeScope();
        using Batch batch = learner.Training.Epoch(0, CancellationToken.None).First();
        learner.Model.train();
        nn.functional.cross_entropy(learner.Model.forward(batch.Inputs), batch.Targets).backward();
    }

    private static float[][] Gradients(Learner learner)
    {
        using var scope = NewDisposeScope();
        return
        [
            .. learner.Model.ParametersByGroup(trainable: true).SelectMany(group => group).Select(parameter => parameter.grad!.data<float>().ToArray()),
        ];
    }
}
