using Emblem.Runs;
using Emblem.Runs.Report;
using Emblem.Tests.Support;

namespace Emblem.Tests.Runs.Report;

/// <summary>The words are as honest as the numbers.</summary>
public sealed class ReportSummaryTests
{
    private const int Ability = 0;
    private const int Certainty = 1;
    private const int Mistakes = 2;
    private const int Trust = 3;
    private const int Next = 4;

    [Fact]
    public void AGoodModelIsSaidToBeSoWithItsInterval()
    {
        RunReport report = Reported.TwoClasses(right: 92, wrong: 8);

        Assert.Equal("It tells cat and dog apart: it is right about 92 of 100 test pictures that it had never seen, where always answering the commonest class would be right 54% of the time.", report.Summary[Ability]);
        Assert.Equal("On new pictures like these it will be right 85% to 96% of the time (95% interval).", report.Summary[Certainty]);
        Assert.Equal("Most often it takes cat for dog (8 of 8 mistakes).", report.Summary[Mistakes]);
        Assert.StartsWith("Take only answers that it gives a probability of 0.95 or more, and about 100% of them will be right", report.Summary[Trust], StringComparison.Ordinal);
        Assert.EndsWith("while 8% of pictures are left to you.", report.Summary[Trust], StringComparison.Ordinal);
        Assert.StartsWith("Gather more pictures that show what tells cat from dog", report.Summary[Next], StringComparison.Ordinal);
    }

    [Fact]
    public void AnOptimisticScoreIsCalledSoWhereverItIsSaid()
    {
        RunReport report = Reported.TwoClasses(right: 56, wrong: 4, set: "validation", isOptimistic: true);

        Assert.Contains("that it did not learn from", report.Summary[Ability], StringComparison.Ordinal);
        Assert.StartsWith("That score is optimistic, since the validation pictures also chose the model", report.Summary[Certainty], StringComparison.Ordinal);
        Assert.Contains("--test-fraction 0.2", report.Summary[Certainty], StringComparison.Ordinal);
        Assert.Contains("somewhat less, since these pictures chose the model", report.Summary[Trust], StringComparison.Ordinal);
        Assert.Contains(ReportSummary.Figures(report), figure => figure.Number == "optimistic");
        Assert.Contains("a fairer one is that 1 trainings", (report with { Folds = Reported.Folds(50, 60) }).Summary[Certainty], StringComparison.Ordinal);
    }

    [Fact]
    public void FewPicturesSayLittleAndNoMistakeAmongThemSaysNothing()
    {
        RunReport report = Reported.TwoClasses(right: 4, wrong: 0);

        Assert.Contains("so wide because only 4 pictures judge it", report.Summary[Certainty], StringComparison.Ordinal);
        Assert.Contains("too few to say that it makes none", report.Summary[Mistakes], StringComparison.Ordinal);
        Assert.Contains("4 pictures are too few", report.Summary[Trust], StringComparison.Ordinal);
        Assert.StartsWith("Gather more pictures before anything is concluded", report.Summary[Next], StringComparison.Ordinal);
    }

    [Fact]
    public void AModelThatGuessesIsNotPraised()
    {
        RunReport report = Reported.TwoClasses(right: 30, wrong: 30);

        Assert.StartsWith("It has not shown that it can tell cat and dog apart", report.Summary[Ability], StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsSureAndWrongCannotBeReliedOn() => Assert.StartsWith(
        "No answer of it can be relied on to be right 95% of the time", Reported.TwoClasses(right: 30, wrong: 10, sure: 0.6f, unsure: 0.99f).Summary[Trust], StringComparison.Ordinal);

    [Fact]
    public void MistakesThatAreAllDifferentAndTheWeakestClassAreNamed()
    {
        (int, int, float)[] answers = [.. Enumerable.Range(0, 60).Select(i => (i % 3, i % 3, 0.9f)), (0, 1, 0.5f), (0, 2, 0.5f)];

        string mistakes = Reported.Of("test", ["ant", "bee", "fly"], answers).Summary[Mistakes];

        Assert.Equal("Its 2 mistakes are all different: one is ant taken for bee; of all classes it finds ant least often (20 of 22).", mistakes);
    }

    [Fact]
    public void WhatMakesScoresWrongComesBeforeWhatWouldMakeThemBetter()
    {
        RunReport report = Reported.TwoClasses(right: 92, wrong: 8);
        PictureCopies leak = new(["a.png", "b.png"], ["training", "test"], ["cat"]);
        LabelReview doubted = new(["cat", "dog"], [.. Enumerable.Range(0, 50).Select(i => new ReviewedPicture($"{i}.png", $"{i}.png", "cat", i < 2 ? LabelSuspicion.Contradicted : LabelSuspicion.None))]);

        Assert.StartsWith("Look at the 2 labels that a model which had not seen the pictures contradicts: emblem review 'my run' --html review.html", (report with { Labels = doubted }).Summary[Next], StringComparison.Ordinal);
        Assert.StartsWith("Take the picture out of one side", (report with { Labels = doubted, Copies = [leak] }).Summary[Next], StringComparison.Ordinal);
        Assert.StartsWith("1 picture lies under two labels", (report with { Copies = [leak, leak with { Classes = ["cat", "dog"] }] }).Summary[Next], StringComparison.Ordinal);
        Assert.Equal("Use it: emblem predict 'my run' PICTURES.", Reported.TwoClasses(right: 99, wrong: 1).Summary[Next]);
    }

    [Fact]
    public void WithoutPicturesAndScoresNothingIsMadeUp()
    {
        RunReport none = new() { Plan = Reported.Plan, Classes = ["cat", "dog"] };

        Assert.Contains("how well cannot be told", none.Summary[Ability], StringComparison.Ordinal);
        Assert.Equal("Nothing tells how well it will do on new pictures.", none.Summary[Certainty]);
        Assert.Empty(ReportSummary.Figures(none));
    }

    [Theory]
    [InlineData(0.9999, "99.9%")]
    [InlineData(1, "100%")]
    [InlineData(0.992, "99.2%")]
    [InlineData(0.005, "1%")]
    [InlineData(double.NaN, "an unknown share")]
    public void NoMistakeIsRoundedAway(double share, string expected) => Assert.Equal(expected, ReportWords.Percent(share));

    [Fact]
    public void LongListsEndWithHowManyMoreThereAre() =>
        Assert.Equal(("a, b and 3 more", "a and b", "a"), (ReportWords.Join(["a", "b", "c", "d", "e"], 3), ReportWords.Join(["a", "b"]), ReportWords.Join(["a"])));
}
