using Emblem.Data;
using Emblem.Foundation;
using Emblem.Tests.Support;

namespace Emblem.Tests.Data;

/// <summary>Decisions that several programs write into one file.</summary>
public sealed class CorrectionsChangeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Table => _folder.Create("corrections.csv");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ADecisionGoesIntoItsLineAndLeavesWhatTheReviewSaid()
    {
        var said = new Correction("a.jpg", "cat") { SuggestedLabel = "dog", Score = 0.9, Reason = "looks like dog" };
        Corrections corrections = new([said, new Correction("b.jpg", "dog")]);

        Corrections decided = corrections.With([new Correction("a.jpg", "cat") { Action = CorrectionAction.Relabel, NewLabel = "bird" }, new Correction("c.jpg", "dog") { Action = CorrectionAction.Remove }]);

        Assert.Equal(["a.jpg", "b.jpg", "c.jpg"], decided.Select(line => line.PictureFile));
        Assert.Equal(said with { Action = CorrectionAction.Relabel, NewLabel = "bird" }, decided[0]);
        Assert.Equal(2, decided.Decided.Count);
    }

    [Fact]
    public void ADecisionThatIsTakenBackLeavesNothingOfItself()
    {
        var said = new Correction("a.jpg", "cat") { Score = 0.9, Action = CorrectionAction.Keep };
        var own = new Correction("c.jpg", "dog") { Action = CorrectionAction.Remove };

        Corrections back = new Corrections([said, own]).With([said with { Action = CorrectionAction.None }, own with { Action = CorrectionAction.None }]);

        Assert.Equal([said with { Action = CorrectionAction.None }], back);
    }

    [Fact]
    public void NoneOfManyWritersAtOnceLosesAnothersDecision()
    {
        Parallel.For(0, 24, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
            Corrections.Update(Table, there => there.With([new Correction($"{i}.jpg", "cat") { Action = CorrectionAction.Keep }])));

        Assert.Equal(24, Corrections.Read(Table).Decided.Count);
    }

    [Fact]
    public void AFileThatIsNoneIsNotWrittenOver()
    {
        File.WriteAllText(Table, "picture_file,label,action\na.jpg,cat,burn\n");

        Assert.Throws<EmblemException>(() => Corrections.Update(Table, there => there.With([new Correction("b.jpg", "cat") { Action = CorrectionAction.Keep }])));
        Assert.Contains("burn", File.ReadAllText(Table), StringComparison.Ordinal);
    }
}
