using Emblem.Benchmarks;
using Emblem.Duplicates;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Tests.Support;
using NetVips;

namespace Emblem.Tests.Duplicates;

/// <summary>Things on white whose gray says one thing and whose colour another.</summary>
public sealed class ColouredThingsTests
{
    private const int Width = 240;
    private const int Height = 180;
    private static readonly DuplicateOptions Uncached = new() { Cache = false };

    [Theory]
    [InlineData(90)]
    [InlineData(180)]
    public void ThingsOfOneGrayAndAnotherHueAreToldApart(double degrees)
    {
        PixelImage thing = Thing(1);

        Assert.Empty(Find(thing, Recoloured(thing, degrees, 1, (0, 0))));
    }

    [Fact]
    public void SaturationAndWhiteBalanceAreNoDifference()
    {
        PixelImage thing = Thing(1);

        Assert.Equal(3, Find(thing, Recoloured(thing, 0, 1.4, (0, 0)), Recoloured(thing, 0, 0.8, (-7, 9))).Count);
    }

    /// <summary>A gray copy has no hue, so it is the copy of either.</summary>
    [Fact]
    public void AGrayCopyIsFound()
    {
        PixelImage thing = Thing(1);

        IReadOnlyList<DuplicatePair> pairs = Find(thing, Recoloured(thing, 0, 0, (0, 0)), Recoloured(thing, 180, 1, (0, 0)));

        Assert.Equal([("0.png", "1.png"), ("1.png", "2.png")], pairs.Select(pair => (pair.First, pair.Second)).Order());
    }

    [Fact]
    public void AColouredThingIsFoundInEveryWear()
    {
        PixelImage thing = Thing(2);
        using Image picture = Pictures.ToVips(thing);
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.Create("0.png"), ImageCodec.EncodePng(thing));
        foreach ((int i, Wear wear) in Wear.AllAndMarked.Index())
        {
            using Image worn = wear.Apply(picture, new RandomSource(1).Stream(wear.Name));
            File.WriteAllBytes(folder.Create($"{wear.Name.Replace('%', ' ')} {i}.jpg"), worn.JpegsaveBuffer(q: 85));
        }

        string[] names = [.. Directory.EnumerateFiles(folder.Path).Select(path => Path.GetFileName(path))];
        IReadOnlyList<DuplicatePair> pairs = DuplicateFinder.Find(folder.Path, names, Uncached, null, TestContext.Current.CancellationToken).Pairs;

        Assert.Empty(names.Except(pairs.Where(pair => pair.First == "0.png").Select(pair => pair.Second)).Except(["0.png"]));
    }

    [Fact]
    public void GrayThingsOfOneOutlineAndAnotherLabelAreToldApart()
    {
        Assert.Empty(Find([.. Enumerable.Range(1, 4).Select(seed => Recoloured(Labelled(seed), 0, 0, (0, 0)))]));
    }

    [Fact]
    public void PagesOfOneLayoutAndAnotherTextAreToldApart()
    {
        Assert.Empty(Find([.. Enumerable.Range(1, 4).Select(Page)]));
    }

    private static IReadOnlyList<DuplicatePair> Find(params PixelImage[] pictures)
    {
        using var folder = new TemporaryFolder();
        foreach ((int i, PixelImage picture) in pictures.Index())
            File.WriteAllBytes(folder.Create($"{i}.png"), ImageCodec.EncodePng(picture));
        return DuplicateFinder.Find(folder.Path, [.. pictures.Select((_, i) => $"{i}.png")], Uncached).Pairs;
    }

    /// <summary>A part of a scene, cut out in the shape of a jug, in colours that can be turned without leaving what a screen shows.</summary>
    private static PixelImage Thing(int seed)
    {
        PixelImage scene = DrawnScenes.Draw(seed, Width, Height);
        return Pictures.Make(Width, Height, (x, y, channel) => IsInside(x, y) ? 80 + (0.35 * At(scene, x, y, channel)) : 255);
    }

    /// <summary>One outline and one colour; most of it is a label of chance patches.</summary>
    private static PixelImage Labelled(int seed)
    {
        PixelImage scene = DrawnScenes.Draw(seed, Width, Height);
        return Pictures.Make(Width, Height, (x, y, channel) => !IsInside(x, y) ? 255 : Math.Abs(y - 92) < 55 ? At(scene, x, y, channel) : 120);
    }

    private static bool IsInside(int x, int y) => y is > 20 and < 165 && Math.Abs(x - 120) < 45 + (22 * Math.Sin(y / 22.0));

    /// <summary>A head and a bar at the side that all have; lines of chance words.</summary>
    private static PixelImage Page(int seed)
    {
        RandomStream random = new RandomSource(seed).Stream("page");
        var ink = new bool[Width * Height];
        for (int top = 34; top < Height - 12; top += 9)
        {
            for (int left = 60; left < Width - 20; left += 3 + random.NextInt(6))
            {
                int length = 3 + random.NextInt(14);
                for (int i = 0; i < length * 4 && left + (i % length) < Width - 10; i++)
                    ink[((top + (i / length)) * Width) + left + (i % length)] = random.NextChance(0.7);
                left += length;
            }
        }

        return Pictures.Make(Width, Height, (x, y, _) => y < 22 ? 50 : x < 46 ? 190 + (40 * (y / 6 % 2)) : ink[(y * Width) + x] ? 40 : 250);
    }

    /// <summary>The same brightness, the chroma turned, more or less of it, and shifted.</summary>
    private static PixelImage Recoloured(PixelImage picture, double degrees, double saturation, (double Blue, double Red) shift)
    {
        (double sine, double cosine) = Math.SinCos(degrees * Math.PI / 180);
        return Pictures.Make(Width, Height, (x, y, channel) =>
        {
            (double red, double green, double blue) = (At(picture, x, y, 0), At(picture, x, y, 1), At(picture, x, y, 2));
            double luma = (0.299 * red) + (0.587 * green) + (0.114 * blue);
            (double b, double r) = (saturation * 0.564 * (blue - luma), saturation * 0.713 * (red - luma));
            (b, r) = ((cosine * b) - (sine * r) + shift.Blue, (sine * b) + (cosine * r) + shift.Red);
            return channel switch
            {
                0 => luma + (r / 0.713),
                2 => luma + (b / 0.564),
                _ => luma - ((0.299 * r / 0.713) + (0.114 * b / 0.564)) / 0.587,
            };
        });
    }

    private static double At(PixelImage picture, int x, int y, int channel) => picture.Pixels[(((y * picture.Width) + x) * 3) + channel];
}
