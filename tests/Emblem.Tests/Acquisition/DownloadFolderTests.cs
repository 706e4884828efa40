using System.Security.Cryptography;
using Emblem.Acquisition;
using Emblem.Tests.Support;

namespace Emblem.Tests.Acquisition;

/// <summary>Every state that a kill can leave on disk, set up by hand.</summary>
public sealed class DownloadFolderTests
{
    private static readonly byte[] Bytes = [1, 2, 3];

    private readonly UrlList _list = UrlList.Parse("http://a.example/0.png\nhttp://a.example/1.png\n");

    [Fact]
    public void KilledBetweenRowAndName_ThePictureIsNamed()
    {
        using var folder = new TemporaryFolder();
        using (var journal = DownloadJournal.Open(folder.Path))
            journal.Append(new JournalRow(Row(0, "00000000.png"), Validators.None));
        File.WriteAllBytes(folder.Create("00000000.partial"), Bytes);
        File.WriteAllBytes(folder.Create("00000000.jpg"), [9]);

        using var opened = DownloadFolder.Open(folder.Path, null);

        Assert.Equal(["00000000.png", DownloadManifest.FileName], Names(folder));
        Assert.Equal([Row(0, "00000000.png")], DownloadManifest.Read(folder.Path).Records);
        Assert.Equal([true, false], opened.Plan(_list.Entries, refresh: false).Select(item => item.Order is null));
    }

    [Fact]
    public void KilledBeforeTheRow_TheHalfPictureGoesAndIsAskedForAgain()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.Create("00000000.partial"), Bytes);
        File.WriteAllText(folder.Create("manifest.csv.77.partial"), "index");

        using var opened = DownloadFolder.Open(folder.Path, null);

        Assert.Empty(Names(folder));
        Assert.All(opened.Plan(_list.Entries, refresh: false), item => Assert.NotNull(item.Order));
    }

    [Fact]
    public void KilledBetweenManifestAndJournal_NothingIsThereTwice()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.Create("00000000.png"), Bytes);
        new DownloadManifest([Row(0, "00000000.png")]).Write(folder.Path);
        using (var journal = DownloadJournal.Open(folder.Path))
            journal.Append(new JournalRow(Row(0, "00000000.png"), Validators.None));

        DownloadFolder.Open(folder.Path, null).Dispose();

        Assert.Single(DownloadManifest.Read(folder.Path).Records);
    }

    [Fact]
    public void APictureThatIsNotTheRowsIsAskedForAgainUnderItsName()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.Create("00000007.png"), [1, 2, 4]);
        new DownloadManifest([Row(0, "00000007.png")]).Write(folder.Path);
        using var opened = DownloadFolder.Open(folder.Path, null);

        PictureOrder? order = opened.Plan(_list.Entries, refresh: false)[0].Order;

        Assert.Equal(7, order?.Number);
    }

    [Fact]
    public void AReorderedListKeepsNamesAndGivesNewOnesDeterministically()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.Create("00000000.png"), Bytes);
        File.WriteAllBytes(folder.Create("00000001.png"), Bytes);
        new DownloadManifest([Row(0, "00000000.png"), Row(1, "00000001.png")]).Write(folder.Path);
        var longer = UrlList.Parse("http://a.example/new.png\nhttp://a.example/1.png\nhttp://a.example/newer.png\nhttp://a.example/0.png\n");
        using var opened = DownloadFolder.Open(folder.Path, null);

        IReadOnlyList<(DownloadRecord? There, PictureOrder? Order)> plan = opened.Plan(longer.Entries, refresh: false);

        Assert.Equal([4, null, 2, null], plan.Select(item => item.Order?.Number));
        Assert.Equal([(1, "00000001.png"), (3, "00000000.png")], plan.Where(item => item.There is not null).Select(item => (item.There!.Index, item.There.File)));
    }

    [Fact]
    public void ADamagedListOfVersionsIsAsGoodAsNone()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Create(ValidatorsFile.FileName), "a,\"b\n\0");

        Assert.Equal(Validators.None, ValidatorsFile.Read(folder.Path).Of("http://a.example/0.png"));
    }

    private static DownloadRecord Row(int index, string file) => new()
    {
        Index = index,
        Url = $"http://a.example/{index}.png",
        Outcome = DownloadOutcome.Downloaded,
        File = file,
        Bytes = Bytes.Length,
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(Bytes)),
    };

    private static IEnumerable<string?> Names(TemporaryFolder folder) => Directory.GetFiles(folder.Path).Select(Path.GetFileName)
        .Where(name => name != DownloadJournal.FileName).Order(StringComparer.Ordinal);
}
