using Emblem.Acquisition;
using Emblem.Foundation;
using Emblem.Tests.Support;

namespace Emblem.Tests.Acquisition;

public sealed class DownloadManifestTests
{
    [Fact]
    public void ColumnsAreStable()
    {
        using var folder = new TemporaryFolder();

        new DownloadManifest([]).Write(folder.Path);

        Assert.Equal(
            "index,url,final_url,status,outcome,file,bytes,sha256,content_type,width,height,milliseconds,attempts,reason\n",
            File.ReadAllText(Path.Combine(folder.Path, "manifest.csv")));
    }

    [Fact]
    public void EveryRowReadsBackAsItWas()
    {
        using var folder = new TemporaryFolder();
        DownloadRecord[] rows =
        [
            new()
            {
                Index = 0, Url = "http://a.example/x,\"y\".png?a=1", FinalUrl = "http://b.example/", Status = 200, Outcome = DownloadOutcome.Downloaded, File = "00000000.png",
                Bytes = 5_000_000_000, Sha256 = "ab", ContentType = "image/png", Width = 3, Height = 4, Milliseconds = 12, Attempts = 2,
            },
            new() { Index = 7, Url = "http://a.example/größe", Outcome = DownloadOutcome.NotAPicture, Reason = "a\nb" },
        ];

        new DownloadManifest(rows).Write(folder.Path);

        Assert.Equal(rows, DownloadManifest.Read(folder.Path).Records);
    }

    [Fact]
    public void LinesThatWereLeftOutHaveRowsToo()
    {
        using var folder = new TemporaryFolder();
        UrlProblem[] lines = [new(2, "nonsense: all", "not an address"), new(3, new string('x', 300), "'data' addresses are not fetched: no"), new(9, "=SUM(1)", "not an address")];

        new DownloadManifest([]) { LeftOut = lines }.Write(folder.Path);

        Assert.Contains("\n,nonsense: all,,,left-out,,0,,,,,0,0,line 2: not an address\n", File.ReadAllText(Path.Combine(folder.Path, "manifest.csv")), StringComparison.Ordinal);
        DownloadManifest read = DownloadManifest.Read(folder.Path);
        Assert.Empty(read.Records);
        Assert.Equal([lines[0], lines[1] with { Text = $"{lines[1].Text[..200]}…" }, lines[2] with { Text = "'=SUM(1)" }], read.LeftOut);
    }

    [Fact]
    public void AnotherFileIsNoManifest()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Create("manifest.csv"), "name,price\npear,3\n");

        Assert.Throws<EmblemException>(() => DownloadManifest.Read(folder.Path));
    }
}
