using Emblem.Acquisition;
using Emblem.Imaging;
using Emblem.Tests.Support;

namespace Emblem.Tests.Acquisition;

/// <summary>A class that would lose over half of its pictures is left alone, and what counts as one of them.</summary>
public sealed class ClassLossTests
{
    [Fact]
    public async Task LeavesAClassAloneThatWouldLoseMostUnlessForced()
    {
        using TemporaryFolder folder = MessyFolder.Make();
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
        using TemporaryFolder folder = MessyFolder.Make();
        File.Delete(Path.Combine(folder.Path, "a", "good.jpg"));
        string before = MessyFolder.Listing(Path.Combine(folder.Path, "a"));

        ClassLossException loss = await Assert.ThrowsAsync<ClassLossException>(
            () => ImageVerifier.VerifyInPlaceAsync(folder.Path, new VerifyOptions { MaxSize = 30, Delete = true }));

        Assert.Equal(["a"], loss.Classes);
        Assert.Equal(before, MessyFolder.Listing(Path.Combine(folder.Path, "a")));
        Assert.Equal(30, ImageCodec.Decode(Path.Combine(folder.Path, "b", "really-png.png")).Width);
    }

    /// <summary>A lone text beside the classes is no class; without classes, the folder itself is one.</summary>
    [Fact]
    public async Task FilesBesideClassesHoldNothingUp()
    {
        using TemporaryFolder folder = MessyFolder.Make();
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
            File.WriteAllBytes(folder.Create(name.Split('/')), MessyFolder.Jpeg);
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
            File.WriteAllBytes(folder.Create($"{name}.jpg".Split('/')), MessyFolder.Jpeg);
        foreach (string name in (string[])["2", "3"])
            File.WriteAllText(folder.Create("train", "cat", $"{name}.jpg"), "<!DOCTYPE html><html></html>");

        ClassLossException loss = await Assert.ThrowsAsync<ClassLossException>(() => ImageVerifier.VerifyInPlaceAsync(folder.Path, new VerifyOptions { Delete = true }));

        Assert.Equal(["train/cat"], loss.Classes);
        Assert.True(File.Exists(Path.Combine(folder.Path, "train", "cat", "2.jpg")));
    }
}
