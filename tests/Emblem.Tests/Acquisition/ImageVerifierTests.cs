using Emblem.Acquisition;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Tests.Support;

namespace Emblem.Tests.Acquisition;

public sealed class ImageVerifierTests
{
    private static readonly PixelImage Picture = new(60, 40, [.. Enumerable.Range(0, 60 * 40 * 3).Select(i => (byte)(i * 7))]);
    private static readonly byte[] Png = ImageCodec.EncodePng(Picture);
    private static readonly byte[] Jpeg = ImageCodec.EncodeJpeg(Picture);

    [Fact]
    public async Task EveryFileGetsItsRowAndGoodOnesACopy()
    {
        using TemporaryFolder folder = Messy();
        string before = Listing(folder.Path);
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
            Assert.Equal(before, Listing(folder.Path));
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
        using TemporaryFolder first = Messy();
        using var second = new TemporaryFolder();
        using var into = new TemporaryFolder();
        File.WriteAllBytes(second.Create("c", "new.png"), Png);
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
        using TemporaryFolder folder = Messy();
        using var into = new TemporaryFolder();

        VerificationReport report = await ImageVerifier.VerifyAsync(folder.Path, into.Path);

        VerificationRecord good = report.Records.Single(record => record.Path == "a/good.jpg");
        Assert.Equal(VerificationOutcome.Kept, good.Outcome);
        Assert.Equal(good.Sha256Before, good.Sha256After);
        Assert.Equal(Jpeg, File.ReadAllBytes(Path.Combine(into.Path, "a", "good.jpg")));
    }

    [Fact]
    public async Task ATurnedPictureIsMadeUprightUnlessItsNoteIsIgnored()
    {
        using var folder = new TemporaryFolder();
        using (NetVips.Image vips = Pictures.ToVips(Picture))
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
        using TemporaryFolder folder = Messy();

        await ImageVerifier.VerifyInPlaceAsync(folder.Path, new VerifyOptions { MaxSize = 30, Delete = delete });

        Assert.Equal(Jpeg, File.ReadAllBytes(Path.Combine(folder.Path, ImageVerifier.OriginalsFolder, "a", "good.jpg")));
        Assert.Equal(30, ImageCodec.Decode(Path.Combine(folder.Path, "a", "good.jpg")).Width);
        Assert.False(File.Exists(Path.Combine(folder.Path, "a", "broken.jpg")));
        Assert.Equal(!delete, File.Exists(Path.Combine(folder.Path, ImageVerifier.SetAsideFolder, "a", "broken.jpg")));
    }

    [Fact]
    public async Task LeavesAClassAloneThatWouldLoseMostUnlessForced()
    {
        using TemporaryFolder folder = Messy();
        using var into = new TemporaryFolder();
        File.Delete(Path.Combine(folder.Path, "a", "good.jpg"));

        ClassLossException loss = await Assert.ThrowsAsync<ClassLossException>(() => ImageVerifier.VerifyAsync(folder.Path, into.Path));

        Assert.Contains("a (2 of 3)", loss.Message, StringComparison.Ordinal);
        Assert.Equal(["a"], loss.Classes);
        Assert.Equal(loss.Report.Records, VerificationReport.Read(Path.Combine(into.Path, VerificationReport.FileName)).Records);
        Assert.Equal(["", "", "", "b/really-png.jpg.png", "b/really-png.png"], loss.Report.Records.Select(record => record.Written));
        Assert.All(loss.Report.Records.Take(3), record => Assert.EndsWith("left alone, since over half of its class would go", record.Reason, StringComparison.Ordinal));
        Assert.False(Directory.Exists(Path.Combine(into.Path, "a")));

        VerificationReport forced = await ImageVerifier.VerifyAsync(folder.Path, into.Path, new VerifyOptions { Force = true });

        Assert.Equal((5, 0), (forced.Records.Count, forced.Decoded));
        Assert.True(File.Exists(Path.Combine(into.Path, "a", "other.jpg")));
    }

    [Fact]
    public async Task InPlaceLeavesSuchAClassAsItWas()
    {
        using TemporaryFolder folder = Messy();
        File.Delete(Path.Combine(folder.Path, "a", "good.jpg"));
        string before = Listing(Path.Combine(folder.Path, "a"));

        ClassLossException loss = await Assert.ThrowsAsync<ClassLossException>(
            () => ImageVerifier.VerifyInPlaceAsync(folder.Path, new VerifyOptions { MaxSize = 30, Delete = true }));

        Assert.Equal(["a"], loss.Classes);
        Assert.Equal(before, Listing(Path.Combine(folder.Path, "a")));
        Assert.Equal(30, ImageCodec.Decode(Path.Combine(folder.Path, "b", "really-png.png")).Width);
    }

    /// <summary>A lone text beside the classes is no class; without classes, the folder itself is one.</summary>
    [Fact]
    public async Task FilesBesideClassesHoldNothingUp()
    {
        using TemporaryFolder folder = Messy();
        using var into = new TemporaryFolder();
        File.WriteAllText(folder.Create("README.txt"), "text");
        using var flat = new TemporaryFolder();
        File.WriteAllText(flat.Create("README.txt"), "text");

        VerificationReport report = await ImageVerifier.VerifyAsync(folder.Path, into.Path);

        Assert.Equal(VerificationOutcome.NotAPicture, report.Records.Single(record => record.Path == "README.txt").Outcome);
        await Assert.ThrowsAsync<ClassLossException>(() => ImageVerifier.VerifyInPlaceAsync(flat.Path));
    }

    /// <summary>More attributes than pictures: none is a picture, broken, moved or counted.</summary>
    [Fact]
    public async Task AHealthyFolderOfAMacIsAccepted()
    {
        using var folder = new TemporaryFolder();
        string[] sidecars = ["a/._1.jpg", "a/.DS_Store", "a/1.json", "a/Thumbs.db", "a/links.csv", "__MACOSX/a/._1.jpg", ".DS_Store"];
        foreach (string name in sidecars)
            File.WriteAllText(folder.Create(name.Split('/')), "text");
        foreach (string name in (string[])["a/1.jpg", "b/2.jpg"])
            File.WriteAllBytes(folder.Create(name.Split('/')), Jpeg);
        using var into = new TemporaryFolder();

        VerificationReport copied = await ImageVerifier.VerifyAsync(folder.Path, into.Path, new VerifyOptions { MaxSize = 30, IsStrict = true });
        VerificationReport inPlace = await ImageVerifier.VerifyInPlaceAsync(folder.Path, new VerifyOptions { MaxSize = 30, Delete = true });

        foreach (VerificationReport report in (VerificationReport[])[copied, inPlace, VerificationReport.Read(Path.Combine(into.Path, VerificationReport.FileName))])
        {
            Assert.Equal((2, 7, 0), (report.Records.Count(row => row.IsGood), report.Count(VerificationOutcome.Sidecar), report.Records.Count(row => row.IsRefused)));
        }

        Assert.All(sidecars, name => Assert.True(File.Exists(Path.Combine(folder.Path, name))));
        Assert.Equal((2, 2), (copied.Decoded, inPlace.Decoded));
    }

    /// <summary>Within the set, not below it: a ruined class is found where the rest of its set is well.</summary>
    [Fact]
    public async Task ARuinedClassWithinASetIsFound()
    {
        using var folder = new TemporaryFolder();
        foreach (string name in (string[])["train/cat/1", "train/dog/1", "train/dog/2", "train/dog/3", "train/dog/4", "test/cat/1", "test/dog/1"])
            File.WriteAllBytes(folder.Create($"{name}.jpg".Split('/')), Jpeg);
        foreach (string name in (string[])["2", "3"])
            File.WriteAllText(folder.Create("train", "cat", $"{name}.jpg"), "<!DOCTYPE html><html></html>");

        ClassLossException loss = await Assert.ThrowsAsync<ClassLossException>(() => ImageVerifier.VerifyInPlaceAsync(folder.Path, new VerifyOptions { Delete = true }));

        Assert.Equal(["train/cat"], loss.Classes);
        Assert.True(File.Exists(Path.Combine(folder.Path, "train", "cat", "2.jpg")));
    }

    [Fact]
    public async Task WhatALinkLeadsToIsJudgedAndLeftAlone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        using var folder = new TemporaryFolder();
        foreach (string name in (string[])["set/a/1", "store/1", "store/2"])
            File.WriteAllBytes(folder.Create($"{name}.jpg".Split('/')), Jpeg);
        File.WriteAllText(folder.Create("store", "3.jpg"), "<html>");
        Directory.CreateSymbolicLink(folder.Create("set", "b"), "../store");
        string before = Listing(Path.Combine(folder.Path, "store"));

        VerificationReport report = await ImageVerifier.VerifyInPlaceAsync(Path.Combine(folder.Path, "set"), new VerifyOptions { MaxSize = 30, Delete = true });

        Assert.Equal(before, Listing(Path.Combine(folder.Path, "store")));
        Assert.Equal(["a/1.jpg", "", "", ""], report.Records.Select(row => row.Written));
        Assert.All(report.Records.Skip(1), row => Assert.EndsWith("left alone, since a link to a folder leads to it", row.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task StrictnessRefusesBeforeAnythingIsWritten()
    {
        using TemporaryFolder folder = Messy();
        File.WriteAllBytes(folder.Create("a", "deeper", "1.jpg"), Jpeg);
        string into = $"{folder.Path}-out";

        await Assert.ThrowsAsync<EmblemException>(() => ImageVerifier.VerifyAsync(folder.Path, into, new VerifyOptions { IsStrict = true }));

        Assert.False(Directory.Exists(into));
    }

    [Fact]
    public async Task ReportingOnlyWritesNothing()
    {
        using TemporaryFolder folder = Messy();
        string before = Listing(folder.Path);

        VerificationReport report = await ImageVerifier.VerifyAsync(folder.Path, options: new VerifyOptions { MaxSize = 30 });

        Assert.Equal(before, Listing(folder.Path));
        Assert.Equal((6, 30), (report.Decoded, report.Records.Single(record => record.Path == "a/good.jpg").Width));
    }

    [Fact]
    public async Task ByteAndPixelLimitsAreReasons()
    {
        using TemporaryFolder folder = Messy();

        VerificationReport small = await ImageVerifier.VerifyAsync(folder.Path, options: new VerifyOptions { PixelLimit = 2399 });
        VerificationReport shortOnes = await ImageVerifier.VerifyAsync(folder.Path, options: new VerifyOptions { ByteLimit = 30 });

        Assert.Equal("60×40 is 2,400 pixels, over the limit of 2,399", small.Records.Single(record => record.Path == "a/good.jpg").Reason);
        VerificationRecord unread = shortOnes.Records.Single(record => record.Path == "a/good.jpg");
        Assert.Equal(($"{Jpeg.Length} bytes are over the limit of 30", "jpeg", ""), (unread.Reason, unread.Format, unread.Sha256Before));
    }

    [Fact]
    public async Task RefusesAnOutputWithinItsInput()
    {
        using TemporaryFolder folder = Messy();

        await Assert.ThrowsAsync<EmblemException>(() => ImageVerifier.VerifyAsync(folder.Path, Path.Combine(folder.Path, "out")));
    }

    private static TemporaryFolder Messy()
    {
        var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.Create("a", "good.jpg"), Jpeg);
        File.WriteAllBytes(folder.Create("a", "other.jpg"), Jpeg);
        File.WriteAllBytes(folder.Create("a", "broken.jpg"), Jpeg[..(Jpeg.Length / 2)]);
        File.WriteAllText(folder.Create("a", "page.jpg"), "<!DOCTYPE html><html></html>");
        File.WriteAllBytes(folder.Create("b", "really-png.jpg"), Png);
        File.WriteAllBytes(folder.Create("b", "really-png.png"), Png);
        return folder;
    }

    private static string Listing(string folder) => string.Join(
        '\n',
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => $"{path} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))}"));
}
