using System.Text;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.Tests.Support;

namespace Emblem.Tests.Data;

public sealed class CorrectionsTests : IDisposable
{
    private const string Heading = "picture_file,label,suggested_label,score,reason,action,new_label\n";

    private readonly TemporaryFolder _folder = new();

    private string Table => _folder.Create("corrections.csv");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatIsWrittenReadsBack()
    {
        Correction[] lines =
        [
            new("cat/1, \"a\".jpg", "cat") { SuggestedLabel = "dog", Score = 0.98765, Reason = "looks like dog", Action = CorrectionAction.Relabel, NewLabel = "bird" },
            new("dog/2.jpg", "dog") { Action = CorrectionAction.Remove, Score = 0.5 },
            new("dog/3.jpg", "dog") { Action = CorrectionAction.Keep },
            new("dog/4.jpg", "dog"),
        ];

        new Corrections(lines).Write(Table);

        Assert.Equal(
            Heading + "\"cat/1, \"\"a\"\".jpg\",cat,dog,0.9877,looks like dog,relabel,bird\ndog/2.jpg,dog,,0.5,,remove,\ndog/3.jpg,dog,,,,keep,\ndog/4.jpg,dog,,,,,\n",
            File.ReadAllText(Table));
        Assert.Equal([lines[0] with { Score = 0.9877 }, .. lines[1..]], Corrections.Read(Table));
        Assert.Equal(3, Corrections.Read(Table).Decided.Count);
    }

    /// <summary>Excel saves with the country's separator and decimal comma, with a mark of its encoding and blank rows; people write as they like.</summary>
    [Theory]
    [InlineData("picture_file;label;suggested_label;score;reason;action;new_label\r\na.jpg;cat;dog;0,75;\"x; y\"; Relabel ;\r\n;;;;;;\r\n")]
    [InlineData("picture_file\tlabel\tsuggested_label\tscore\treason\taction\tnew_label\na.jpg\tcat\tdog\t0.75\tx; y\tRELABEL\t\n")]
    [InlineData("note,new_label,action,reason,score,suggested_label,label,picture_file\nmine,dog,relabel,x; y,0.75,dog,cat,a.jpg\n")]
    public void ATableThatASpreadsheetSavedIsRead(string text)
    {
        File.WriteAllText(Table, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        Correction line = Assert.Single(Corrections.Read(Table));

        Assert.Equal(("a.jpg", "cat", "dog", 0.75, "x; y", CorrectionAction.Relabel), (line.PictureFile, line.Label, line.SuggestedLabel, line.Score, line.Reason, line.Action));
        Assert.Equal("dog", line.Corrected);
    }

    [Fact]
    public void TwoColumnsAreEnoughToDecideNothing()
    {
        File.WriteAllText(Table, "picture_file,label\na.jpg,cat\n");

        Assert.Equal(1, Corrections.Read(Table).Open);
    }

    [Theory]
    [InlineData("a.jpg,cat,,,,delete,", "line 2 has the action 'delete'")]
    [InlineData("a.jpg,cat,,,,,dog", "line 2 has the new label 'dog' and no action")]
    [InlineData("a.jpg,cat,,,,keep,dog", "and the action 'keep'")]
    [InlineData("a.jpg,cat,,,,relabel,", "neither 'new_label' nor 'suggested_label' says how")]
    [InlineData("a.jpg,cat,,,,remove,\na.jpg,cat,,,,keep,", "'a.jpg' has two decisions")]
    public void WhatIsNoDecisionIsSaid(string rows, string words)
    {
        File.WriteAllText(Table, Heading + rows + "\n");

        Assert.Contains(words, Assert.Throws<EmblemException>(() => Corrections.Read(Table)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherTableIsRefusedAndAMissingOneSaysHowToGetIt()
    {
        Assert.Contains("emblem review", Assert.Throws<EmblemException>(() => Corrections.Read(Table)).Message, StringComparison.Ordinal);
        File.WriteAllText(Table, "file,class\na.jpg,cat\n");
        Assert.Contains("is no table of corrections", Assert.Throws<EmblemException>(() => Corrections.Read(Table)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ItPrintsHowManyOfEachKind() => Assert.Equal(
        "2 corrections: 1 relabelled, 0 removed, 0 kept, 1 open",
        new Corrections([new("a", "x") { Action = CorrectionAction.Relabel, NewLabel = "y" }, new("b", "x")]).ToString());
}
