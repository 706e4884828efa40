using Emblem.Acquisition;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.IntegrationTests.Support;

namespace Emblem.IntegrationTests.Acquisition;

/// <summary>Real broken, odd, hostile and mislabelled files, which are absent from most machines.</summary>
[Collection(Beside.TheRest)]
public sealed class VerifyMessyTests(ITestOutputHelper output)
{
    private static readonly string[] Formats = ["jpeg", "png", "gif", "webp", "avif", "tiff", "bmp", "ico"];

    [Fact]
    public async Task EveryFileIsAccountedForAndWhatIsGoodLoads()
    {
        string messy = Path.Combine(Root(), "..", "shared", "data", "messy");
        Assert.SkipUnless(Directory.Exists(messy), $"SKIPPED: needs the real files of ../shared/data/messy, which are not here ({messy}).");
        using var work = new WorkFolder();
        Dictionary<string, string> pillow = File.ReadLines(Path.Combine(messy, "manifest.tsv")).Skip(1).Select(line => line.Split('\t'))
            .ToDictionary(row => row[0], row => row[3]);
        foreach (string name in pillow.Keys)
        {
            string copy = Path.Combine(work["copy"], name);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(messy, name), copy);
        }

        await using EmblemProcess process = EmblemProcess.Start(null, "verify", work["copy"], "--into", work["out"], "--force", "--json");
        await using var tree = new ProcessTree(process.Id);
        EmblemRun run = (await process.WaitAsync()).Expect(0);

        VerificationReport report = VerificationReport.Read(Path.Combine(work["out"], VerificationReport.FileName));
        Assert.Equal(pillow.Keys.Order(StringComparer.Ordinal), report.Records.Select(record => record.Path));
        VerificationRecord[] loaded = [.. report.Records.Where(record => pillow[record.Path] == "OK" && Formats.Contains(record.Format))];
        VerificationRecord[] exceptions = [.. loaded.Where(record => !record.IsGood)];
        output.WriteLine(
            $"{report.Records.Count} files in {run.Duration.TotalSeconds:0.0} s; memory: command {tree.Peak / 1e6:0} MB, "
            + $"largest worker {tree.ChildPeak / 1e6:0} MB");
        output.WriteLine($"Pillow loads {loaded.Length} in the eight formats, of which {loaded.Length - exceptions.Length} load here; not these:");
        foreach (VerificationRecord record in exceptions)
            output.WriteLine($"  {record.Path}: {record.Reason}");
        Assert.Equal(
            ["bmp_ico_tga/pillow__mmap_error.bmp", "tiff_psd_svg/pillow__12bit.cropped.tif"],
            exceptions.Select(record => record.Path).Order(StringComparer.Ordinal));
        Assert.InRange(tree.Peak, 1, 1_000_000_000);
        Assert.InRange(tree.ChildPeak, 1, 1_000_000_000);
        await tree.ExpectNoOrphanAsync();

        var preprocessing = new Preprocessing(32, 32);
        var reader = new PictureReader(new PictureFiles(PictureOrientation.Upright), preprocessing, [], new RandomSource(1));
        var scratch = new SamplingScratch();
        var planes = new float[3 * 32 * 32];
        foreach (VerificationRecord record in report.Records.Where(record => record.IsGood))
        {
            var item = new LabelledImage(Path.Combine(work["out"], record.Written), record.Written, 0);
            reader.Read(item, 0, 0, new PictureSlot(planes, 32, PixelLayout.Planes), scratch);
            PixelImage picture = ImageCodec.Decode(item.Path);
            Assert.Equal((record.Width, record.Height), (picture.Width, picture.Height));
            Assert.True(ImageCodec.ReadHeader(await File.ReadAllBytesAsync(item.Path, TestContext.Current.CancellationToken)).IsPlain, record.Path);
        }
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Emblem.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? "..";
    }
}
