using Emblem.Export;
using Emblem.Imaging;
using Emblem.Interpretation;
using Emblem.Reporting;
using Emblem.Tests.Support;
using Emblem.Training;

namespace Emblem.Tests.Reporting;

public sealed class ReportingTests
{
    [Fact]
    public void LettersAreReallyDrawn()
    {
        PixelImage one = ImageCodec.Decode(ConfusionMatrixChart.Draw(new ConfusionMatrix(["cat", "dog"], [0, 1], [0, 1])));
        PixelImage other = ImageCodec.Decode(ConfusionMatrixChart.Draw(new ConfusionMatrix(["cow", "dog"], [0, 1], [0, 1])));

        Assert.InRange(Ink(one, 0, 60), 200, 20_000);
        Assert.NotEqual(one.Pixels, other.Pixels);
    }

    [Fact]
    public void ChartsHaveTitlesAndSurviveOddHistories()
    {
        var history = new TrainingHistory(
            [.. Enumerable.Range(0, 30).Select(i => new BatchRecord(i, i == 7 ? double.NaN : 1.0 / (i + 1), 1.0 / (i + 1), 0.003, 0.9))],
            [new EpochRecord(0, 0, 30, 0.03, 40.0, [new("f1", double.NaN)], TimeSpan.Zero)]);

        Assert.All(
            [LossChart.Draw(history), ScheduleChart.Draw(history), LossChart.Draw(TrainingHistory.Empty),
                LossChart.Draw(Broken(history)), MetricsChart.Draw(Broken(history)), MetricsChart.Draw(TrainingHistory.Empty),
                LossChart.Draw(new TrainingHistory(Broken(history).Batches.Take(1).ToArray(), [])),
                RateFinderChart.Draw(new LearningRateSearch([1e-7, 1e-6], [1, double.NaN], null, null, null, null))],
            png => Assert.InRange(Ink(ImageCodec.Decode(png), 0, 45), 200, 20_000));
    }

    /// <summary>The same with losses that have run away.</summary>
    private static TrainingHistory Broken(TrainingHistory history) => new(
        [.. history.Batches.Select(batch => batch with { Loss = double.PositiveInfinity, SmoothedLoss = double.NaN })],
        [.. history.Epochs.Select(epoch => epoch with { TrainLoss = double.NaN, ValidLoss = double.NegativeInfinity })]);

    [Fact]
    public void TheTableHasARowForEveryFile()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("table.csv");
        string[] classes = ["a_b", "c"];
        Prediction[] predictions =
        [
            new("x/1.jpg", classes, [0.25f, 0.75f], null),
            new("x,2.jpg", classes, [], "empty file"),
            new Prediction("x/3.jpg", classes, [0.5f, 0.5f], null).Measured(0.5),
            new Prediction("x/4.jpg", classes, [0.75f, 0.25f], null).Measured(1.25),
        ];

        PredictionTable.Write(path, predictions, classes);
        Assert.Equal("picture_file,a_b,c,predictions,novelty,reason\nx/1.jpg,0.25,0.75,c,,\n\"x,2.jpg\",,,,,empty file\nx/3.jpg,0.5,0.5,a_b,0.500,\n"
            + "x/4.jpg,0.75,0.25,a_b,1.250,neither of the classes: it is like no picture that the model learned from\n", File.ReadAllText(path));

        PredictionTable.Write(path, [predictions[0] with { Probabilities = [0.75f, 0.25f] }], classes, PredictionColumns.Notebook);
        Assert.Equal(",picture_file,preds1,preds2,predictions\n0,x/1.jpg,0.75,0.25,a b\n", File.ReadAllText(path));
    }

    private static int Ink(PixelImage picture, int top, int bottom) => Enumerable.Range(top * picture.Width, (bottom - top) * picture.Width)
        .Count(i => picture.Pixels[3 * i] < 128);
}
