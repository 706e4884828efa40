using Emblem.Models;
using Emblem.Runs;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Recipes;

namespace Emblem.Tests.Runs;

public sealed class TrainingTableTests
{
    private static readonly TrainingRecipe Epochs = new("epochs") { FineTune = new FineTuneRecipe { FrozenEpochs = 1, UnfrozenEpochs = 2, FindRates = false } };

    [Fact]
    public async Task AWholeRunIsShownAsALearnersFitIs()
    {
        using var drawn = new DrawnClasses();
        using Learner likeTheRuns = drawn.Learner(head: HeadChoice.FastAi(finalNorm: true));
        TensorLeakGuard.Count(likeTheRuns.Model);
        using var output = new StringWriter();

        TrainingResult done = await TrainingRun.ExecuteAsync(drawn.Plan(Epochs), TrainingTable.On(output), TestContext.Current.CancellationToken);

        string[] lines = output.ToString().Split(Environment.NewLine);
        string[] rows = [.. lines.Where(line => char.IsAsciiDigit(line.FirstOrDefault()) && line.Contains(':', StringComparison.Ordinal))];
        Assert.Equal(2, lines.Count(line => line.StartsWith("epoch       train_loss  valid_loss  accuracy", StringComparison.Ordinal)));
        Assert.Equal(["0 ", "0 ", "1 "], rows.Select(row => row[..2]));
        Assert.All(rows, row => Assert.Contains(row.TrimEnd(), done.History.ToString(), StringComparison.Ordinal));
        Assert.Contains($"Accuracy on the validation pictures: {done.ValidationScore}", lines);
        Assert.DoesNotContain(lines, line => line.StartsWith("wrote", StringComparison.Ordinal));
        Assert.Equal($"{done.Model}: {done.ValidationScore}", done.ToString());
    }
}
