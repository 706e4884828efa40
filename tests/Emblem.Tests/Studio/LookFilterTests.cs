using Emblem.Data;
using Emblem.Health;
using Emblem.Imaging;
using Emblem.Projects;
using Emblem.Studio.Look;
using Emblem.Studio.Projects;
using Emblem.Tests.Support;

namespace Emblem.Tests.Studio;

/// <summary>Which pictures the grid shows, and in which order.</summary>
public sealed class LookFilterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ProjectPictures _pictures;
    private readonly PictureCleaning _cleaning;

    public LookFilterTests()
    {
        foreach (string name in (string[])["cat/1.png", "cat/2.png", "cat/3.png", "dog/1.png"])
            File.WriteAllBytes(_folder.Create(["verified", .. name.Split('/')]), ImageCodec.EncodePng(Pictures.Noise(20, 20)));
        _pictures = ProjectPictures.Read(new ProjectFolder(_folder.Path));
        Correction[] lines = [new("dog/1.png", "dog") { Reason = "looks like cat" }, new("cat/1.png", "cat") { Action = CorrectionAction.Relabel, NewLabel = "dog" }];
        SurveyedPicture[] seen = [new("cat/1.png", 9, 9, [HealthIssue.Tiny]), new("cat/2.png", 5, 5, []), new("cat/3.png", 7, 7, []) { Fault = "torn" }, new("dog/1.png", 8, 8, [])];
        _cleaning = new PictureCleaning(_pictures.Labelled, new Corrections(lines), new PictureSurvey("", seen, [["cat/2.png", "dog/1.png"]]));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EachFilterShowsItsOwn()
    {
        Assert.Same(_pictures.Items, Shown(new LookFilter()));
        Assert.Equal(["cat/1.png", "dog/1.png"], Names(new LookFilter { Class = "dog" }));
        Assert.Equal(["cat/2.png"], Names(new LookFilter { Set = "validation" }));
        Assert.Equal(["cat/1.png"], Names(new LookFilter { Finding = LookFinding.Tiny }));
        Assert.Equal(["cat/3.png"], Names(new LookFilter { Finding = LookFinding.Unreadable }));
        Assert.Equal(["cat/2.png", "dog/1.png"], Names(new LookFilter { Finding = LookFinding.Copies }));
        Assert.Equal(["cat/1.png"], Names(new LookFilter { Agreement = LookAgreement.Relabelled }));
        Assert.Equal(["cat/2.png", "cat/3.png", "dog/1.png"], Names(new LookFilter { Agreement = LookAgreement.Queued }));
    }

    [Fact]
    public void OrdersPutTheirOwnFirst()
    {
        Assert.Equal(["cat/2.png", "cat/3.png", "dog/1.png", "cat/1.png"], Names(new LookFilter { Order = LookOrder.Smallest }));
        Assert.Equal(_cleaning.Queue.Select(picture => picture.Name).Append("cat/1.png"), Names(new LookFilter { Order = LookOrder.Suspicion }));
    }

    private IReadOnlyList<LabelledImage> Shown(LookFilter filter) => filter.Apply(_pictures, _cleaning, new Dictionary<string, string> { ["cat/2.png"] = "validation" });

    private IEnumerable<string> Names(LookFilter filter) => Shown(filter).Select(item => item.Name);
}
