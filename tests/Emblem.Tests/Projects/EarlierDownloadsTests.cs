using Emblem.Acquisition;
using Emblem.Projects;
using Emblem.Tests.Support;

namespace Emblem.Tests.Projects;

public sealed class EarlierDownloadsTests
{
    [Fact]
    public void PicturesOfOtherListsAreSetAsideAndNothingElse()
    {
        using var folder = new TemporaryFolder();
        string[] stay = ["unc/00000000.jpg", "unc/mine.jpg", "unc/manifest.csv", "own/00000000.jpg"];
        string[] go = ["unc/00000007.png", "old/00000000.jpg", "old/manifest.csv", "old/.manifest.versions.csv"];
        foreach (string name in (string[])[.. stay, .. go, "_set-aside/old/00000000.jpg"])
            File.WriteAllText(folder.Create(name.Split('/')), name);
        var unc = new ClassDownload("unc", 1, 1, 0, 0, 0, 0) { Records = [new DownloadRecord { Index = 0, Url = "http://a.example/0.jpg", Outcome = DownloadOutcome.Downloaded, File = "00000000.jpg" }] };

        int aside = EarlierDownloads.SetAside(folder.Path, [unc]);
        int again = EarlierDownloads.SetAside(folder.Path, [unc]);

        Assert.Equal((2, 0), (aside, again));
        Assert.All(stay, name => Assert.Equal(name, File.ReadAllText(Path.Combine(folder.Path, name))));
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "old")));
        string put = Path.Combine(folder.Path, ImageVerifier.SetAsideFolder);
        Assert.Equal(go, ((string[])["unc/00000007.png", "old/00000000.2.jpg", "old/manifest.csv", "old/.manifest.versions.csv"]).Select(name => File.ReadAllText(Path.Combine(put, name))));
    }
}
