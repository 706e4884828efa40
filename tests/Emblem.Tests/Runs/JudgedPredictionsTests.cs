using Emblem.Data;
using Emblem.Runs;
using Emblem.Tests.Support;
using Emblem.Training.Metrics;

namespace Emblem.Tests.Runs;

/// <summary>What a model answered when its run ended.</summary>
public sealed class JudgedPredictionsTests : IDisposable
{
    private static readonly string[] Classes = ["loss", "a,b\""];
    private static readonly ScoredBatch Scored = new(2, [0.1f, 0.9f, float.NaN, float.NaN], [1, 0], [0.105f, float.NaN]);

    private readonly TemporaryFolder _folder = new();
    private readonly LabelledImage[] _items;

    public JudgedPredictionsTests()
    {
        _items = [.. ((string[])["x.png", "y, z.png"]).Select((name, i) => new LabelledImage(Path.Combine(_folder.Path, name), name, 1 - i))];
        foreach (LabelledImage item in _items)
            File.WriteAllText(item.Path, item.Name);
        File.WriteAllText(Run.Best, "a model");
        new JudgedPredictions(Run, item => item.Name).Write(Classes, (JudgedPictures.Validation, _items, Scored), (JudgedPictures.Test, [_items[0]], Scored.One(0)));
    }

    private RunFolder Run => new(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheyReadBackToTheBit()
    {
        Assert.Equal("picture_file,label,set,bytes,loss,loss,\"a,b\"\"\"", File.ReadLines(Run.Predictions).First());
        foreach ((JudgedPictures set, LabelledImage[] items, ScoredBatch scored) in ((JudgedPictures, LabelledImage[], ScoredBatch)[])[(JudgedPictures.Validation, _items, Scored), (JudgedPictures.Test, [_items[0]], Scored.One(0))])
        {
            ScoredBatch read = Read(set, items)!;

            Assert.Equal(scored.Probabilities, read.Probabilities);
            Assert.Equal(scored.Actual, read.Actual);
            Assert.Equal(scored.Losses, read.Losses);
        }
    }

    [Fact]
    public void OtherPicturesLabelsClassesAndModelsAreAskedAnew()
    {
        Assert.Null(Read(JudgedPictures.Validation, [_items[0]]));
        Assert.Null(Read(JudgedPictures.Validation, [_items[1], _items[0]]));
        Assert.Null(Read(JudgedPictures.Validation, [_items[0], _items[1] with { Label = 1 }]));
        Assert.Null(Read(JudgedPictures.Folds, _items));
        Assert.Null(new JudgedPredictions(Run, item => item.Name).Of(JudgedPictures.Validation, ["loss", "c"], _items));

        File.SetLastWriteTimeUtc(Run.Best, File.GetLastWriteTimeUtc(Run.Predictions).AddSeconds(1));
        Assert.Null(Read(JudgedPictures.Validation, _items));
        File.SetLastWriteTimeUtc(Run.Best, File.GetLastWriteTimeUtc(Run.Predictions));
        Assert.NotNull(Read(JudgedPictures.Validation, _items));

        File.AppendAllText(_items[1].Path, "!");
        Assert.Null(Read(JudgedPictures.Validation, _items));
    }

    [Fact]
    public void ADamagedTableOrNoneCostsTimeAlone()
    {
        File.AppendAllText(Run.Predictions, "z.png,c,validation,1,0,0.5,0.5\n");
        Assert.Null(Read(JudgedPictures.Validation, _items));
        File.Delete(Run.Predictions);
        Assert.Null(Read(JudgedPictures.Validation, _items));
    }

    private ScoredBatch? Read(JudgedPictures set, IReadOnlyList<LabelledImage> items) => new JudgedPredictions(Run, item => item.Name).Of(set, Classes, items);
}
