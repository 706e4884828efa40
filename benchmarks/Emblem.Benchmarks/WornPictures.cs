using System.Globalization;
using Emblem.Foundation;
using Emblem.Imaging;
using NetVips;

namespace Emblem.Benchmarks;

/// <summary>Originals, what wears made of them, and pictures left alone, as JPEG files in one folder.</summary>
internal static class WornPictures
{
    private const int LongestSide = 800;

    /// <summary>The name of an original.</summary>
    public static string Original(int index) => string.Create(CultureInfo.InvariantCulture, $"{index:D4}-original.jpg");

    /// <summary>The name of a worn one.</summary>
    public static string Worn(int index, int wear) => string.Create(CultureInfo.InvariantCulture, $"{index:D4}-wear{wear:D2}.jpg");

    /// <summary>Whether two names come from one original.</summary>
    public static bool IsSame(string a, string b) => a[..4] == b[..4];

    /// <summary>Writes originals and left-alone pictures at JPEG 92, worn ones at 85.</summary>
    public static void Write(string folder, IReadOnlyList<string> originals, IReadOnlyList<string> leftAlone, long seed, IReadOnlyList<Wear> wears)
    {
        Directory.CreateDirectory(folder);
        RandomSource random = new(seed);
        Parallel.For(0, originals.Count, i =>
        {
            string path = Path.Combine(folder, Original(i));
            Save(Load(originals[i]), path, 92);
            foreach ((int w, Wear wear) in wears.Index())
            {
                using Image original = Image.NewFromBuffer(File.ReadAllBytes(path));
                using Image worn = wear.Apply(original, random.Stream(wear.Name, item: i));
                Save(worn, Path.Combine(folder, Worn(i, w)), 85);
            }
        });
        Parallel.For(0, leftAlone.Count, i => Save(Load(leftAlone[i]), Path.Combine(folder, Original(originals.Count + i)), 92));
    }

    private static Image Load(string path)
    {
        PixelImage picture = ImageCodec.ShrinkToFit(ImageCodec.Decode(path), LongestSide);
        using Image raw = Image.NewFromMemoryCopy(picture.Pixels, picture.Width, picture.Height, 3, Enums.BandFormat.Uchar);
        return raw.Copy(interpretation: Enums.Interpretation.Srgb);
    }

    private static void Save(Image image, string path, int quality) => File.WriteAllBytes(path, image.JpegsaveBuffer(q: quality, keep: Enums.ForeignKeep.None));
}
