using Emblem.Acquisition;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Projects;
using Emblem.Studio;
using Emblem.Studio.Clean;
using Emblem.Studio.Projects;
using Emblem.Tests.Support;
using Microsoft.AspNetCore.Components.Web;

namespace Emblem.Tests.Studio;

/// <summary>Decisions of the page and of the terminal in one file.</summary>
public sealed class CleaningDeskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StudioProject _project;

    public CleaningDeskTests()
    {
        foreach (string name in (string[])["cat/1.png", "cat/2.png", "dog/1.png"])
            File.WriteAllBytes(_folder.Create(["pets", "verified", .. name.Split('/')]), ImageCodec.EncodePng(Pictures.Noise(20, 20)));
        _project = new StudioProject(new ProjectFolder(Path.Combine(_folder.Path, "pets")), new StudioOptions { Root = _folder.Path, Program = new WorkerCommand("false") });
    }

    private CleaningDesk Desk => _project.Cleaning;

    private string Table => _project.Folder.Corrections;

    public void Dispose()
    {
        _project.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void EachDecisionIsALineAtOnceAndIsTakenBack()
    {
        Desk.Decide(["cat/1.png", "cat/2.png"], CorrectionAction.Relabel, "dog");
        Desk.Decide(["dog/1.png"], CorrectionAction.Relabel, "dog");

        Assert.Equal(
            [("cat/1.png", CorrectionAction.Relabel, "dog"), ("cat/2.png", CorrectionAction.Relabel, "dog"), ("dog/1.png", CorrectionAction.Keep, null)],
            Corrections.Read(Table).Select(line => (line.PictureFile, line.Action, line.NewLabel)));
        Assert.Equal(["dog/1.png"], Desk.Undo());
        Assert.Equal(["cat/1.png", "cat/2.png"], Desk.Undo());
        Assert.Empty(Corrections.Read(Table));
        Assert.False(Desk.CanUndo);
    }

    [Fact]
    public void WhatTheTerminalWritesIsReadAndNotTakenBack()
    {
        Desk.Decide(["cat/1.png"], CorrectionAction.Keep);
        File.WriteAllText(Table, "picture_file,label,reason,action\ncat/1.png,cat,,remove\ndog/1.png,dog,odd,\n");

        Assert.Equal(CorrectionAction.Remove, Desk.Now.DecisionOn("cat/1.png")!.Action);
        Assert.Equal("dog/1.png", Assert.Single(Desk.Now.Queue).Name);
        Assert.Empty(Desk.Undo());
        Assert.Equal(CorrectionAction.Remove, Desk.Now.DecisionOn("cat/1.png")!.Action);
    }

    [Fact]
    public void ABrokenTableIsSaidAndNotWrittenOver()
    {
        File.WriteAllText(Table, "picture_file,label,action\ncat/1.png,cat,burn\n");

        Assert.Equal(0, Desk.Now.Decided);
        Assert.Contains("burn", Desk.Fault, StringComparison.Ordinal);
        Assert.Throws<EmblemException>(() => Desk.Decide(["cat/1.png"], CorrectionAction.Keep));
        Assert.Contains("burn", File.ReadAllText(Table), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../cat/1.png", "dog")]
    [InlineData("/etc/passwd", "dog")]
    [InlineData("cat/1.png", "..")]
    public void WhatIsNotThereIsNotDecidedOn(string name, string label)
    {
        Desk.Decide([name], CorrectionAction.Relabel, label);

        Assert.False(File.Exists(Table));
    }

    [Theory]
    [InlineData("k", false, nameof(PictureKey.Keep), 0)]
    [InlineData("Delete", false, nameof(PictureKey.Remove), 0)]
    [InlineData("3", false, nameof(PictureKey.Class), 2)]
    [InlineData("0", false, nameof(PictureKey.None), 0)]
    [InlineData("ArrowLeft", false, nameof(PictureKey.Previous), 0)]
    [InlineData("r", true, nameof(PictureKey.None), 0)]
    public void KeysDecideAndThoseOfTheBrowserStayItsOwn(string key, bool isControl, string asked, int number) =>
        Assert.Equal((Enum.Parse<PictureKey>(asked), number), PictureKeys.Of(new KeyboardEventArgs { Key = key, CtrlKey = isControl }));
}
