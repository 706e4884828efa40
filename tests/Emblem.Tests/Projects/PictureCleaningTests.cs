using Emblem.Data;
using Emblem.Folders;
using Emblem.Health;
using Emblem.Projects;
using Emblem.Runs;

namespace Emblem.Tests.Projects;

/// <summary>In which order to look at pictures, and what is left to look at after each decision.</summary>
public sealed class PictureCleaningTests
{
    private static readonly string[] Classes = ["cat", "dog"];

    [Fact]
    public void CopiesUnderTwoLabelsComeBeforeReviewsBeforeCopiesBeforeHealth()
    {
        PictureCleaning cleaning = Clean(
            ["cat/blurred", "cat/copy", "cat/fine", "cat/original", "cat/suspect", "cat/worse", "cat/x", "dog/x"],
            [Suspect("cat/worse", "looks like dog (0.99), not cat (0.01)"), Suspect("cat/suspect", "rather dog (0.60) than cat (0.40)")],
            [["cat/copy", "cat/original"], ["cat/x", "dog/x"]],
            Seen("cat/blurred", 300, HealthIssue.Blurry), Seen("cat/original", 500), Seen("cat/copy", 100));

        Assert.Equal(["cat/x", "dog/x", "cat/worse", "cat/suspect", "cat/copy", "cat/blurred"], cleaning.Queue.Select(picture => picture.Name));
        Assert.Equal("one picture under two labels: dog/x is dog", Assert.Single(cleaning.Queue[0].Reasons));
        Assert.Equal("dog", cleaning.Queue[2].SuggestedLabel);
        Assert.Equal("blurry", Assert.Single(cleaning.Queue[^1].Reasons));
        Assert.Equal(["cat/original"], cleaning.CopiesOf("cat/copy"));
    }

    /// <summary>The other of two copies is no question any more; one that keeps its other label is.</summary>
    [Theory]
    [InlineData(CorrectionAction.Relabel, "dog")]
    [InlineData(CorrectionAction.Remove, null)]
    public void ADecisionOnOneOfTwoCopiesSettlesTheOtherToo(CorrectionAction action, string? label)
    {
        PictureCleaning cleaning = Clean(["cat/x", "dog/x"], [new("cat/x", "cat") { Action = action, NewLabel = label }], [["cat/x", "dog/x"]], Seen("cat/x", 10), Seen("dog/x", 20));

        Assert.Empty(cleaning.Queue);
        Assert.Equal(1, cleaning.Decided);
    }

    [Fact]
    public void ACopyThatKeepsItsOtherLabelStaysAQuestionToTheOther()
    {
        PictureCleaning cleaning = Clean(["cat/x", "dog/x"], [new("cat/x", "cat") { Action = CorrectionAction.Keep }], [["cat/x", "dog/x"]]);

        Assert.Equal(("dog/x", QueueCause.OtherLabel), (Assert.Single(cleaning.Queue).Name, cleaning.Queue[0].Cause));
    }

    /// <summary>What a review wrote of copies is older than what was decided since.</summary>
    [Fact]
    public void AReviewsWordOnCopiesGivesWayToTheSurveys()
    {
        Correction[] lines = [Suspect("dog/x", "one picture under two labels: cat/x is cat; looks like cat (0.90), not dog (0.10)"), new("cat/x", "cat") { Action = CorrectionAction.Remove }];

        QueuedPicture without = Assert.Single(Clean(["cat/x", "dog/x"], lines, null).Queue);
        QueuedPicture with = Assert.Single(Clean(["cat/x", "dog/x"], lines, [["cat/x", "dog/x"]]).Queue);

        Assert.Equal((QueueCause.OtherLabel, 2), (without.Cause, without.Reasons.Count));
        Assert.Equal((QueueCause.Review, "looks like cat (0.90), not dog (0.10)"), (with.Cause, Assert.Single(with.Reasons)));
    }

    [Fact]
    public void ADecisionOnAnotherLabelIsNone()
    {
        PictureCleaning cleaning = Clean(["dog/x"], [new("dog/x", "cat") { Action = CorrectionAction.Keep, Reason = "odd" }], null);

        Assert.Null(cleaning.DecisionOn("dog/x"));
        Assert.Equal("dog", cleaning.LabelOf(new LabelledImage("/dog/x", "dog/x", 1)));
        Assert.Single(cleaning.Queue);
    }

    /// <summary>Whatever a later review or survey says: what was decided is decided.</summary>
    [Fact]
    public void WhatWasDecidedIsNotAskedAgain()
    {
        Correction[] decided =
        [
            new("cat/x", "cat") { Action = CorrectionAction.Keep },
            new("cat/y", "cat") { Action = CorrectionAction.Relabel, NewLabel = "dog" },
            new("dog/z", "dog") { Action = CorrectionAction.Remove },
        ];
        (string Name, string Label)[] now = [("cat/x", "cat"), ("cat/y", "dog"), ("dog/z", "dog"), ("cat/new", "cat")];
        ReviewedPicture[] suspects = [.. now.Select(item => new ReviewedPicture(item.Name, $"/{item.Name}", item.Label, LabelSuspicion.Contradicted) { Score = 0.9, Reason = "looks otherwise" })];
        Corrections reviewed = new LabelReview(Classes, suspects) { Applied = new Corrections(decided) }.ToCorrections(new Corrections(decided));

        PictureCleaning cleaning = Clean(
            ["cat/new", "cat/x", "cat/y", "dog/z"], [.. reviewed], [["cat/x", "dog/z"]], Seen("cat/x", 10, HealthIssue.Blurry), Seen("cat/y", 10, HealthIssue.Tiny), Seen("dog/z", 10, HealthIssue.Tiny));

        Assert.Equal("cat/new", Assert.Single(cleaning.Queue).Name);
        Assert.Equal(3, cleaning.Decided);
        Assert.Equal("dog", cleaning.LabelOf(Item("cat/y", 0)));
    }

    [Fact]
    public void ACopyInAnotherSetSpoilsTheScore()
    {
        LabelledImages images = new(Classes, [Item("test/cat/x", 0) with { Set = FolderSet.Test }, Item("train/cat/x", 0) with { Set = FolderSet.Training }]);

        var cleaning = new PictureCleaning(images, new Corrections([]), new PictureSurvey("", [], [["test/cat/x", "train/cat/x"]]));

        Assert.All(cleaning.Queue, picture => Assert.Equal(QueueCause.OtherSet, picture.Cause));
        Assert.Equal(2, cleaning.Queue.Count);
    }

    private static PictureCleaning Clean(string[] names, Correction[] lines, string[][]? copies, params SurveyedPicture[] seen) => new(
        new LabelledImages(Classes, [.. names.Select(name => Item(name, Array.IndexOf(Classes, name.Split('/')[0])))]),
        new Corrections(lines),
        copies is null ? null : new PictureSurvey("", seen, copies));

    private static LabelledImage Item(string name, int label) => new($"/{name}", name, label);

    private static Correction Suspect(string name, string reason) => new(name, name.Split('/')[0]) { SuggestedLabel = "dog", Score = 0.9, Reason = reason };

    private static SurveyedPicture Seen(string name, int side, params HealthIssue[] issues) => new(name, side, side, issues);
}
