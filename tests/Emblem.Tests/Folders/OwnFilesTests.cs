using Emblem.Acquisition;
using Emblem.Data;
using Emblem.Folders;
using Emblem.Imaging;
using Emblem.Reporting;
using Emblem.Runs;
using Emblem.Tests.Support;

namespace Emblem.Tests.Folders;

/// <summary>Whatever Emblem writes may lie beside pictures: no verb takes it for one, for a broken one, or away.</summary>
public sealed class OwnFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string[] _pictures = ["cat/1.png", "cat/2.png", "dog/1.png", "dog/2.png"];
    private readonly List<string> _own = [];

    public OwnFilesTests()
    {
        foreach ((int i, string name) in _pictures.Index())
            File.WriteAllBytes(_folder.Create(name.Split('/')), ImageCodec.EncodePng(Pictures.Noise(40, 40, i)));
        var run = new RunFolder(_folder.Path);
        string[] names =
        [
            DownloadManifest.FileName, DownloadJournal.FileName, ValidatorsFile.FileName, $"{DownloadManifest.FileName}.7.partial", "cat/00000001.partial",
            VerificationReport.FileName, Emblem.Duplicates.DuplicateReport.FileName, DuplicateSheet.FileName, ".verify/journal.jsonl", ".verify/plan.json.x", "_originals/cat/9.jpg", "_set-aside/cat/9.jpg",
            .. ((string[])[run.Best, run.Last, run.History, run.Recipe, run.Info, run.TestResults]).Select(path => Path.GetFileName(path)!),
            "unc-duke.safetensors", "unc-duke.card.md", "models/stage-1.pth", "models/stage-1.card.md", "export.pkl", "events.out.tfevents.emblem",
        ];
        foreach (string name in names.SelectMany(name => name.Contains('/', StringComparison.Ordinal) ? (string[])[name] : [name, $"cat/{name}"]))
        {
            _own.Add(name);
            File.WriteAllText(_folder.Create(name.Split('/')), "of Emblem's own");
        }

        byte[] chart = ChartStyle.Png(30, 20, _ => { });
        foreach (string name in (string[])["batch.png", "health.png", "what a user called it.png"])
        {
            _own.Add(name);
            ChartStyle.Write(_folder.Create(name), chart);
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task VerifyingInPlaceTouchesNoneOfThem(bool delete)
    {
        foreach (string name in (string[])[".verify/journal.jsonl", VerificationReport.FileName])
            File.Delete(Path.Combine(_folder.Path, name));

        VerificationReport report = await ImageVerifier.VerifyInPlaceAsync(_folder.Path, new VerifyOptions { Delete = delete }, stop: TestContext.Current.CancellationToken);

        Assert.Equal(_pictures, report.Records.Where(record => record.Outcome != VerificationOutcome.Sidecar).Select(record => record.Path));
        Assert.All(_own, name => Assert.True(File.Exists(Path.Combine(_folder.Path, name)), $"{name} is gone."));
        Assert.Equal(_own.Count, _own.Count(name => name == VerificationReport.FileName || name.StartsWith(".verify", StringComparison.Ordinal) || File.ReadAllBytes(Path.Combine(_folder.Path, name)).Length > 0));
    }

    [Fact]
    public async Task CopiesAreOfPicturesAlone()
    {
        using var into = new TemporaryFolder();

        await ImageVerifier.VerifyAsync(_folder.Path, into.Path, stop: TestContext.Current.CancellationToken);

        Assert.Equal(_pictures, ImageFolder.Open(into.Path).Names);
    }

    [Fact]
    public void NoneIsAPictureToLearnFrom()
    {
        LabelledImages images = ImageFolder.Open(_folder.Path).LabelByFolder();

        Assert.Equal(_pictures, images.Items.Select(item => item.Name));
        Assert.DoesNotContain(images.Notes, note => note.Kind == FolderNoteKind.NotAPicture);
        Assert.DoesNotContain(images.Notes, note => note.IsOdd);
    }

    [Fact]
    public void APictureThatWasOnlyDrawnElsewhereHasNoMark()
    {
        string path = _folder.Create("plain.png");
        File.WriteAllBytes(path, ImageCodec.EncodePng(Pictures.Noise(40, 40, 9)));

        Assert.False(ChartMark.IsOn(path));
        Assert.True(ChartMark.IsOn(Path.Combine(_folder.Path, "batch.png")));
        Assert.Equal((30, 20), ImageCodec.Decode(Path.Combine(_folder.Path, "batch.png")) is var chart ? (chart.Width, chart.Height) : default);
    }
}
