using Emblem.Duplicates;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Tests.Support;

namespace Emblem.Tests.Duplicates;

public sealed class HashIndexTests
{
    [Fact]
    public void FindsDisturbedHashesAmongMany()
    {
        RandomStream random = new RandomSource(7).Stream("hashes");
        const int count = 4000;
        var hashes = new sbyte[count * PerceptualHash.Length];
        for (int i = 0; i < hashes.Length; i++)
            hashes[i] = (sbyte)Math.Clamp(Math.Round(50 * random.NextNormal()), -127, 127);
        var index = new HashIndex(hashes);
        var seen = new int[count];
        int right = 0, wrong = 0;
        for (int i = 0; i < count; i++)
        {
            sbyte[] disturbed =
            [
                .. hashes.Skip(i * PerceptualHash.Length).Take(PerceptualHash.Length)
                    .Select(value => (sbyte)Math.Clamp(Math.Round(value + (20 * random.NextNormal())), -127, 127)),
            ];
            int own = i;
            index.Search(disturbed, 0.75, seen, i + 1, (at, _) => (right, wrong) = at == own ? (right + 1, wrong) : (right, wrong + 1));
        }

        Assert.InRange(right, count * 0.98, count);
        Assert.Equal(0, wrong);
    }

    [Fact]
    public void ThumbnailsAreKeptAndADamagedCacheIsIgnored()
    {
        using var folder = new TemporaryFolder();
        DrawnScenes.Write(folder.Create("a", "1.png"), 1);
        DrawnScenes.Write(folder.Create("b", "2.png"), 2);
        string[] paths = [folder.Create("a", "1.png"), folder.Create("b", "2.png")];
        string caches = folder.Create("caches", "x")[..^2];
        PictureFile[] files = [.. paths.Select(path => PictureFile.Read(path, ThumbnailCache.None))];

        ThumbnailCache.Open(paths, caches).Save(files);
        Assert.All(files, file => Assert.Equal(file.Thumbnail!.Gray.Pixels, ThumbnailCache.Open(paths, caches).Find(file.Sha256!)!.Gray.Pixels));
        Assert.All(files, file => Assert.Equal(file.Thumbnail!.Chroma.Values, ThumbnailCache.Open(paths, caches).Find(file.Sha256!)!.Chroma.Values));

        string cached = Assert.Single(Directory.GetFiles(caches));
        byte[] bytes = File.ReadAllBytes(cached);
        bytes[200] ^= 1;
        File.WriteAllBytes(cached, bytes);
        Assert.Null(ThumbnailCache.Open(paths, caches).Find(files[0].Sha256!));
        File.WriteAllText(cached, "");
        Assert.Null(ThumbnailCache.Open(paths, caches).Find(files[0].Sha256!));
    }
}
