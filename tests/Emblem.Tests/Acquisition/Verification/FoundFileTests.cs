using System.Diagnostics;
using Emblem.Acquisition;
using Emblem.Acquisition.Verification;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Tests.Support;

namespace Emblem.Tests.Acquisition.Verification;

public sealed class FoundFileTests
{
    [Fact]
    public void FindsHiddenFilesAndNoHiddenFolders()
    {
        using var folder = new TemporaryFolder();
        foreach (string name in (string[])["b/.DS_Store", "b/2.jpg", "a/x/deep.png", "top.jpg", "_set-aside/b/1.jpg", ".git/HEAD", "b/manifest.csv", "verification.csv"])
            File.WriteAllText(folder.Create(name.Split('/')), "");

        Assert.Equal(["a/x/deep.png", "b/.DS_Store", "b/2.jpg", "top.jpg"], FoundFile.List(folder.Path).Select(file => file.Name));
    }

    [Fact]
    public void AMissingFolderIsAnError() => Assert.Throws<EmblemException>(() => FoundFile.List("no-such-folder"));

    [Fact]
    public async Task LinksArePicturesOrSaidToBeBroken()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.Create("elsewhere", "good.png"), ImageCodec.EncodePng(Pictures.Noise(8, 8)));
        File.CreateSymbolicLink(folder.Create("set", "a", "link.png"), Path.Combine(folder.Path, "elsewhere", "good.png"));
        File.CreateSymbolicLink(folder.Create("set", "a", "dangling.png"), "nowhere.png");
        Directory.CreateSymbolicLink(folder.Create("set", "round"), Path.Combine(folder.Path, "set"));

        VerificationReport report = await ImageVerifier.VerifyAsync(Path.Combine(folder.Path, "set"));

        Assert.Equal(
            [("a/dangling.png", VerificationOutcome.NotAPicture), ("a/link.png", VerificationOutcome.Kept)],
            report.Records.Select(record => (record.Path, record.Outcome)));
        Assert.Equal("a link to a file that is not there", report.Records[0].Reason);
    }

    /// <summary>Whoever opens a pipe waits for a writer that never comes.</summary>
    [Fact]
    public async Task APipeIsNotOpened()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such files.");
        using var folder = new TemporaryFolder();
        using (Process made = Process.Start("mkfifo", [folder.Create("a", "pipe.jpg")]))
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);

        VerificationReport report = await ImageVerifier.VerifyAsync(folder.Path).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.Equal("empty file", Assert.Single(report.Records).Reason);
    }
}
