using Emblem.Data;
using Emblem.Folders;
using Emblem.Foundation;

namespace Emblem.Tests.Data;

public sealed class AppliedCorrectionsTests
{
    private static readonly LabelledImages Images = new(
        ["bird", "cat", "dog"],
        [Item("cat/1.jpg", 1), Item("cat/2.jpg", 1), Item("dog/1.jpg", 2) with { Set = FolderSet.Test }, Item("bird/1.jpg", 0)]);

    [Fact]
    public void LabelsChangePicturesGoAndTheRestStaysWhereItIs()
    {
        LabelledImages corrected = Images.Apply(new Corrections(
        [
            Line("cat/1.jpg", "cat", CorrectionAction.Relabel, "dog"), Line("dog/1.jpg", "dog", CorrectionAction.Remove), Line("cat/2.jpg", "cat", CorrectionAction.Keep),
            Line("bird/1.jpg", "bird", CorrectionAction.None),
        ]));

        Assert.Equal([("cat/1.jpg", 2), ("cat/2.jpg", 1), ("bird/1.jpg", 0)], corrected.Items.Select(item => (item.Name, item.Label)));
        Assert.Equal(Images.Classes, corrected.Classes);
        FolderNote note = Assert.Single(corrected.Notes);
        Assert.Equal((FolderNoteKind.Corrected, "gives 1 picture another label and leaves 1 picture out", false), (note.Kind, note.Text, note.IsOdd));
        Assert.Equal(1, Images.Items[0].Label);
    }

    [Fact]
    public void ASuggestionCountsWhereNothingElseIsSaidAndWholePathsNamePicturesToo()
    {
        LabelledImages corrected = Images.Apply(new Corrections([new("/pictures/cat/1.jpg", "cat") { SuggestedLabel = "bird", Action = CorrectionAction.Relabel }]));

        Assert.Equal(0, corrected.Items[0].Label);
    }

    [Fact]
    public void ALineOfAnotherLabelOrOfNoPictureChangesNothingAndIsOdd()
    {
        LabelledImages corrected = Images.Apply(new Corrections(
        [
            Line("cat/1.jpg", "bird", CorrectionAction.Relabel, "dog"), Line("cat/9.jpg", "cat", CorrectionAction.Relabel, "dog"), Line("cat/8.jpg", "cat", CorrectionAction.Remove),
        ]));

        Assert.Equal(Images.Items, corrected.Items);
        Assert.Equal(
            [(FolderNoteKind.CorrectionOfAnotherLabel, "cat/1.jpg", true), (FolderNoteKind.CorrectionWithoutPicture, "cat/9.jpg", true)],
            corrected.Notes.Select(note => (note.Kind, note.Path, note.IsOdd)));
    }

    /// <summary>A picture that somebody has moved to its class since is as it should be.</summary>
    [Fact]
    public void ALabelThatIsCorrectByNowIsNothingToSay() =>
        Assert.Empty(Images.Apply(new Corrections([Line("cat/1.jpg", "dog", CorrectionAction.Relabel, "cat")])).Notes);

    [Theory]
    [InlineData(CorrectionAction.Relabel, "dgo", "there is no such class. The nearest is dog. Known: bird, cat, dog.")]
    [InlineData(CorrectionAction.Relabel, "Dog", "The nearest is dog.")]
    [InlineData(CorrectionAction.Remove, null, "leave no picture of bird")]
    [InlineData(CorrectionAction.Relabel, "dog", "leave no picture of bird")]
    public void WhatCannotBeDoneIsRefused(CorrectionAction action, string? label, string words)
    {
        var corrections = new Corrections([Line("bird/1.jpg", "bird", action, label)]);

        Assert.Contains(words, Assert.Throws<EmblemException>(() => Images.Apply(corrections)).Message, StringComparison.Ordinal);
    }

    private static LabelledImage Item(string name, int label) => new($"/pictures/{name}", name, label);

    private static Correction Line(string file, string label, CorrectionAction action, string? newLabel = null) => new(file, label) { Action = action, NewLabel = newLabel };
}
