using Emblem.Acquisition;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Tests.Support;

namespace Emblem.Tests.Acquisition;

public sealed class ImageVerifierTests
{
    [Fact]
    public async Task EveryFileGetsItsRowAndGoodOnesACopy()
    {
        using TemporaryFolder folder = MessyFolder.Make();
        string before = MessyFolder.Listing(folder.Path);
        string into = $"{folder.Path}-out";
        try
        {
            VerificationReport report = await ImageVerifier.VerifyAsync(folder.Path, into, new VerifyOptions { MaxSize = 30 });

            Assert.Equal(
                [
                    ("a/broken.jpg", VerificationOutcome.SetAside), ("a/good.jpg", VerificationOutcome.Converted),
                    ("a/other.jpg", VerificationOutcome.Converted), ("a/page.jpg", VerificationOutcome.NotAPicture),
                    ("b/really-png.jpg", VerificationOutcome.Converted), ("b/really-png.png", VerificationOutcome.Converted),
                ],
                report.Records.Select(record => (record.Path, record.Outcome)));
            Assert.Equal(["", "a/good.jpg", "a/other.jpg", "", "b/really-png.jpg.png", "b/really-png.png"], report.Records.Select(r => r.Written));
            Assert.All(report.Records.Where(record => record.IsGood), record =>
            {
                PixelImage copy = ImageCodec.Decode(Path.Combine(into, record.Written));
                Assert.Equal((30, 20, 30, 20), (copy.Width, copy.Height, record.Width, record.Height));
            });
            Assert.Equal(before, MessyFolder.Listing(folder.Path));
            Assert.True(File.Exists(Path.Combine(into, VerificationReport.FileName)));
        }
        finally
        {
            Directory.Delete(into, recursive: true);
        }
    }

    [Fact]
    public async Task WhatAnotherFolderBroughtIsSetAsideWhereTheOutputIsToHoldOneAlone()
    {
        using TemporaryFolder first = MessyFolder.Make();
        using var second = new TemporaryFolder();
        using var into = new TemporaryFolder();
        File.WriteAllBytes(second.Create("c", "new.png"), MessyFolder.Png);
        await ImageVerifier.VerifyAsync(first.Path, into.Path);
        File.AppendAllText(Path.Combine(into.Path, "a", "good.jpg"), "changed since");

        VerificationReport both = await ImageVerifier.VerifyAsync(second.Path, into.Path);
        VerificationReport alone = await ImageVerifier.VerifyAsync(second.Path, into.Path, new VerifyOptions { SetsOthersAside = true });

        Assert.Equal(7, both.Records.Count);
        Assert.Equal(["c/new.png"], alone.Records.Select(record => record.Written));
        Assert.True(File.Exists(Path.Combine(into.Path, "a", "good.jpg")));
        Assert.False(Directory.Exists(Path.Combine(into.Path, "b")));
        Assert.True(File.Exists(Path.Combine(into.Path, ImageVerifier.SetAsideFolder, "b", "really-png.png")));
    }

    [Fact]
    public async Task AFileThatNeedsNothingKeepsItsBytes()
    {
        using TemporaryFolder folder = MessyFolder.Make();
        using var into = new TemporaryFolder();

        VerificationReport report = await ImageVerifier.VerifyAsync(folder.Path, into.Path);

        VerificationRecord good = report.Records.Single(record => record.Path == "a/good.jpg");
        Assert.Equal(VerificationOutcome.Kept, good.Outcome);
        Assert.Equal(good.Sha256Before, good.Sha256After);
        Assert.Equal(MessyFolder.Jpeg, File.ReadAllBytes(Path.Combine(into.Path, "a", "good.jpg")));
    }

    [Fact]
    public async Task ATurnedPictureIsMadeUprightUnlessItsNoteIsIgnored()
    {
        using var folder = new TemporaryFolder();
        using (NetVips.Image vips = Pictures.ToVips(MessyFolder.Picture))
        using (NetVips.Image marked = vips.Mutate(open => open.Set(NetVips.GValue.GIntType, "orientation", 6)))
            File.WriteAllBytes(folder.Create("in", "a", "turned.jpg"), marked.JpegsaveBuffer());
        string source = Path.Combine(folder.Path, "in");
        VerificationRecord upright = await Only(new VerifyOptions(), "upright");
        VerificationRecord stored = await Only(new VerifyOptions { Orientation = PictureOrientation.AsStored }, "stored");
        VerificationRecord small = await Only(new VerifyOptions { Orientation = PictureOrientation.AsStored, MaxSize = 30 }, "small");

        Assert.Equal((40, 60, VerificationOutcome.Converted), (upright.Width, upright.Height, upright.Outcome));
        Assert.Equal((60, 40, VerificationOutcome.Kept), (stored.Width, stored.Height, stored.Outcome));
        Assert.Equal((30, 20, VerificationOutcome.Converted), (small.Width, small.Height, small.Outcome));
        PixelImage copy = ImageCodec.Decode(Path.Combine(folder.Path, "small", "a", "turned.jpg"));
        Assert.Equal((30, 20), (copy.Width, copy.Height));

        async Task<VerificationRecord> Only(VerifyOptions options, string into) =>
            (await ImageVerifier.VerifyAsync(source, Path.Combine(folder.Path, into), options)).Records.Single();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task InPlaceKeepsOriginalsAndSetsBrokenOnesAside(bool delete)
    {
        using TemporaryFolder folder = MessyFolder.Make();

        await ImageVerifier.VerifyInPlaceAsync(folder.Path, new VerifyOptions { MaxSize = 30, Delete = delete });

        Assert.Equal(MessyFolder.Jpeg, File.ReadAllBytes(Path.Combine(folder.Path, ImageVerifier.OriginalsFolder, "a", "good.jpg")));
        Assert.Equal(30, ImageCodec.Decode(Path.Combine(folder.Path, "a", "good.jpg")).Width);
        Assert.False(File.Exists(Path.Combine(folder.Path, "a", "broken.jpg")));
        Assert.Equal(!delete, File.Exists(Path.Combine(folder.Path, ImageVerifier.SetAsideFolder, "a", "broken.jpg")));
    }

    [Fact]
    public async Task WhatALinkLeadsToIsJudgedAndLeftAlone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        using var folder = new TemporaryFolder();
        foreach (string name in (string[])["set/a/1", "store/1", "store/2"])
            File.WriteAllBytes(folder.Create($"{name}.jpg".Split('/')), MessyFolder.Jpeg);
        File.WriteAllText(folder.Create("store", "3.jpg"), "<html>");
        Directory.CreateSymbolicLink(folder.Create("set", "b"), "../store");
        string before = MessyFolder.Listing(Path.Combine(folder.Path, "store"));

        VerificationReport report = await ImageVerifier.VerifyInPlaceAsync(Path.Combine(folder.Path, "set"), new VerifyOptions { MaxSize = 30, Delete = true });

        Assert.Equal(before, MessyFolder.Listing(Path.Combine(folder.Path, "store")));
        Assert.Equal(["a/1.jpg", "", "", ""], report.Records.Select(row => row.Written));
        Assert.All(report.Records.Skip(1), row => Assert.EndsWith("left alone, since a link to a folder leads to it", row.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task StrictnessRefusesBeforeAnythingIsWritten()
    {
        using TemporaryFolder folder = MessyFolder.Make();
        File.WriteAllBytes(folder.Create("a", "deeper", "1.jpg"), MessyFolder.Jpeg);
        string into = $"{folder.Path}-out";

        await Assert.ThrowsAsync<EmblemException>(() => ImageVerifier.VerifyAsync(folder.Path, into, new VerifyOptions { IsStrict = true }));

        Assert.False(Directory.Exists(into));
    }

    [Fact]
    public async Task ReportingOnlyWritesNothing()
    {
        using TemporaryFolder folder = MessyFolder.Make();
        string before = MessyFolder.Listing(folder.Path);

        VerificationReport report = await ImageVerifier.VerifyAsync(folder.Path, options: new VerifyOptions { MaxSize = 30 });

        Assert.Equal(before, MessyFolder.Listing(folder.Path));
        Assert.Equal((6, 30), (report.Decoded, report.Records.Single(record => record.Path == "a/good.jpg").Width));
    }

    [Fact]
    public async Task ByteAndPixelLimitsAreReasons()
    {
        using TemporaryFolder folder = MessyFolder.Make();

        VerificationReport small = await ImageVerifier.VerifyAsync(folder.Path, options: new VerifyOptions { PixelLimit = 2399 });
        VerificationReport shortOnes = await ImageVerifier.VerifyAsync(folder.Path, options: new VerifyOptions { ByteLimit = 30 });

        Assert.Equal("60×40 is 2,400 pixels, over the limit of 2,399", small.Records.Single(record => record.Path == "a/good.jpg").Reason);
        VerificationRecord unread = shortOnes.Records.Single(record => record.Path == "a/good.jpg");
        Assert.Equal(($"{MessyFolder.Jpeg.Length} bytes are over the limit of 30", "jpeg", ""), (unread.Reason, unread.Format, unread.Sha256Before));
    }

    [Fact]
    public async Task RefusesAnOutputWithinItsInput()
    {
        using TemporaryFolder folder = MessyFolder.Make();

        await Assert.ThrowsAsync<EmblemException>(() => ImageVerifier.VerifyAsync(folder.Path, Path.Combine(folder.Path, "out")));
    }
}
