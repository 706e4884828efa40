using Emblem.Acquisition;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.Health;
using Emblem.Imaging;
using Emblem.Projects;
using Emblem.Tests.Support;

namespace Emblem.Tests.Projects;

/// <summary>What one look at a project's pictures finds, keeps and knows again; and what is known of one of them.</summary>
public sealed class PictureSurveyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ProjectFolder _project;

    public PictureSurveyTests()
    {
        _project = new ProjectFolder(Path.Combine(_folder.Path, "pets"));
        Write("cat", "1.png", Pictures.Waves(200, 150));
        Write("dog", "1.png", Pictures.Waves(200, 150));
        Write("cat", "2.png", Pictures.Plain(40, 40, 250, 250, 250));
        File.WriteAllText(_folder.Create("pets", "verified", "dog", "broken.jpg"), "none");
    }

    private static CancellationToken TestEnds => TestContext.Current.CancellationToken;

    private IReadOnlyList<LabelledImage> Items => ImageFolder.Open(_project.Verified).LabelByFolder().Items;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ASurveyIsKeptUntilAPictureChanges()
    {
        Assert.Null(PictureSurvey.Read(_project));

        PictureSurvey made = await PictureSurvey.MakeAsync(_project, workers: 1, stop: TestEnds);
        PictureSurvey kept = PictureSurvey.Read(_project)!;

        Assert.Equal(PictureSurvey.KeyOf(Items), kept.Key);
        Assert.Equal(["cat/1.png", "dog/1.png"], Assert.Single(kept.Copies));
        SurveyedPicture empty = Assert.Single(kept.Pictures, picture => picture.Name == "cat/2.png");
        Assert.Equal((40, 40), (empty.Width, empty.Height));
        Assert.Superset(new HashSet<HealthIssue> { HealthIssue.LowInformation, HealthIssue.Tiny }, empty.Issues.ToHashSet());
        Assert.NotNull(Assert.Single(kept.Pictures, picture => picture.Name == "dog/broken.jpg").Fault);
        Assert.Equal($"{made}", $"{kept}");
        Assert.Equal(3, Directory.GetFiles(_project.Thumbnails, "*.jpg", SearchOption.AllDirectories).Length);

        Write("cat", "2.png", Pictures.Plain(41, 40, 250, 250, 250));
        Assert.NotEqual(kept.Key, PictureSurvey.KeyOf(Items));
    }

    [Fact]
    public void ADamagedSurveyIsNone()
    {
        File.WriteAllText(_project.Survey, "{\"key\":");

        Assert.Null(PictureSurvey.Read(_project));
    }

    [Fact]
    public void FactsLeadBackToTheAddress()
    {
        LabelledImage picture = Items[0];
        byte[] original = ImageCodec.EncodePng(Pictures.Noise(30, 20));
        File.WriteAllBytes(_folder.Create("pets", "downloaded", "cat", "0001.png"), original);
        string before = ContentHash.Of(original);
        new DownloadManifest([new DownloadRecord { Index = 0, Url = "https://example.org/a.png", Outcome = DownloadOutcome.Downloaded, File = "0001.png", Sha256 = before }]).Write(Path.Combine(_project.Downloaded, "cat"));
        new VerificationReport([new VerificationRecord { Path = "cat/0001.png", Format = "png", Outcome = VerificationOutcome.Converted, Reason = "turned upright", Sha256Before = before, Written = picture.Name }])
            .Write(Path.Combine(_project.Verified, VerificationReport.FileName));

        PictureFacts facts = PictureFacts.Of(_project, picture);

        Assert.Equal((200, 150, ImageFormat.Png), (facts.Width, facts.Height, facts.Format));
        Assert.Equal(("https://example.org/a.png", "cat/0001.png", "turned upright"), (facts.Address, facts.Original, facts.Changes));
        Assert.Equal(ContentHash.OfFile(picture.Path), facts.Sha256);
    }

    [Fact]
    public void APictureThatNobodyDownloadedHasNoAddress()
    {
        PictureFacts facts = PictureFacts.Of(_project, Items[0]);

        Assert.Equal((null, null, null), (facts.Address, facts.Original, facts.Changes));
    }

    private void Write(string label, string name, PixelImage picture) => File.WriteAllBytes(_folder.Create("pets", "verified", label, name), ImageCodec.EncodePng(picture));
}
