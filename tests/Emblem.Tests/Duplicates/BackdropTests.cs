using Emblem.Duplicates;
using Emblem.Imaging;
using Emblem.Tests.Support;

namespace Emblem.Tests.Duplicates;

/// <summary>What pictures share without being one: frames, studios, gradients.</summary>
public sealed class BackdropTests
{
    private const int Width = 240;
    private const int Height = 180;
    private static readonly DuplicateOptions Uncached = new() { Cache = false };

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    public void FaintPicturesInOneFrameAreToldApart(int frame)
    {
        Assert.Empty(Find([.. Enumerable.Range(1, 5).Select(seed => Framed(seed, frame))]));
    }

    [Fact]
    public void FaintThingsInOneStudioAreToldApart()
    {
        Assert.Empty(Find([.. Enumerable.Range(0, 5).Select(thing => Pictures.Make(Width, Height, (x, y, _) => Studio(x, y) + Thing(thing, x, y)))]));
    }

    [Fact]
    public void FaintPicturesBeforeOneGradientAreToldApart()
    {
        Assert.Empty(Find([.. Enumerable.Range(1, 5).Select(seed => Mixed(DrawnScenes.Draw(seed, Width, Height), 0.06, (x, y) => 10 + (0.9 * x) + (0.1 * y)))]));
    }

    [Fact]
    public void CupsOfOneShapeWithOtherPrintsAreToldApart()
    {
        Assert.Empty(Find([.. Enumerable.Range(1, 5).Select(seed => Cup(DrawnScenes.Draw(seed, Width, Height)))]));
    }

    /// <summary>The black border that both got agrees as the cup does, and more than outweighs the print.</summary>
    [Fact]
    public void CupsWithOtherPrintsAreToldApartWithinOneBorder()
    {
        PixelImage[] cups = [.. Enumerable.Range(1, 8).Select(seed => Bordered(Cup(Woven(DrawnScenes.Draw(seed, Width, Height), seed)), 10))];
        Assert.Empty(Find(cups));
    }

    [Fact]
    public void ACupIsFoundAgain()
    {
        PixelImage cup = Cup(DrawnScenes.Draw(2, Width, Height));

        Assert.Equal(3, Find(cup, ImageCodec.Decode(ImageCodec.EncodeJpeg(cup, 50)), PlainResize.Resize(cup, Width / 2, Height / 2, Resampling.Bicubic)).Count);
    }

    /// <summary>Its corners alone are what two pictures of next to nothing share.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    public void PlainPicturesInOneFrameAreToldApartWhereverTheFrameWasWidened(int frame)
    {
        PixelImage[] framed = [.. Enumerable.Range(1, 4).Select(seed => Mixed(DrawnScenes.Draw(seed, Width, Height), 0.02, (_, _) => 120))];
        Assert.Empty(Find([.. framed.Select(inner => Pictures.Make(Width, Height, (x, y, channel) =>
            Math.Min(Math.Min(x, Width - 1 - x), Math.Min(y, Height - 1 - y)) < 37 ? frame : At(inner, x, y, channel)))]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    public void AFaintPictureInAFrameIsFoundAgain(int frame)
    {
        PixelImage picture = Framed(1, frame);
        PixelImage mirrored = Pictures.Make(Width, Height, (x, y, channel) => At(picture, Width - 1 - x, y, channel));
        PixelImage halved = PlainResize.Resize(picture, Width / 2, Height / 2, Resampling.Bicubic);

        IReadOnlyList<DuplicatePair> pairs = Find(picture, ImageCodec.Decode(ImageCodec.EncodeJpeg(picture, 60)), mirrored, halved);

        Assert.Equal(["1.png", "2.png", "3.png"], pairs.Where(pair => pair.First == "0.png").Select(pair => pair.Second));
    }

    /// <summary>A thing that is cut out and put before another plain colour is the same picture: what it shows agrees, and nothing speaks against it.</summary>
    [Fact]
    public void AThingBeforeAnotherPlainColourIsTheSamePicture()
    {
        PixelImage scene = DrawnScenes.Draw(3, Width, Height);
        PixelImage[] cutOut = [.. ((int[])[225, 250]).Select(level => Pictures.Make(Width, Height, (x, y, channel) =>
            Distance(x, y, 120, 90) < 70 ? 0.6 * At(scene, x, y, channel) : level))];

        Assert.Single(Find(cutOut));
    }

    [Fact]
    public void NeitherWorkersNorOrderChangeWhatIsFoundInOneFrame()
    {
        PixelImage[] pictures = [.. Enumerable.Range(1, 4).Select(seed => Framed(seed, 0)), PlainResize.Resize(Framed(2, 0), 160, 120, Resampling.Bicubic)];
        using var folder = new TemporaryFolder();
        string[] names = Write(folder, pictures);

        IReadOnlyList<DuplicatePair> one = DuplicateFinder.Find(folder.Path, names, Uncached with { Workers = 1 }).Pairs;

        Assert.Equal([("1.png", "4.png")], one.Select(pair => (pair.First, pair.Second)));
        Assert.Equal(one, DuplicateFinder.Find(folder.Path, [.. names.Reverse()], Uncached with { Workers = 4 }).Pairs);
    }

    private static IReadOnlyList<DuplicatePair> Find(params PixelImage[] pictures)
    {
        using var folder = new TemporaryFolder();
        return DuplicateFinder.Find(folder.Path, Write(folder, pictures), Uncached).Pairs;
    }

    private static string[] Write(TemporaryFolder folder, PixelImage[] pictures)
    {
        foreach ((int i, PixelImage picture) in pictures.Index())
            File.WriteAllBytes(folder.Create($"{i}.png"), ImageCodec.EncodePng(picture));
        return [.. pictures.Select((_, i) => $"{i}.png")];
    }

    /// <summary>A body, a handle and a shadow on white; the scene's middle in gray is the print.</summary>
    private static PixelImage Cup(PixelImage scene)
    {
        return Pictures.Make(Width, Height, (x, y, _) =>
            Math.Abs(x - 108) < 42 && Math.Abs(y - 98) < 44 ? 60 + (0.5 * At(scene, x, y, 1))
            : Math.Abs(x - 108) < 54 + (4 * Math.Sin(y / 9.0)) && y is > 34 and < 160 ? 224 - (Math.Abs(x - 100) / 3)
            : Math.Abs(Distance(x, y, 164, 96) - 28) < 5 ? 205
            : y > 156 ? 255 - (50 * Math.Exp(-Math.Pow((x - 110) / 70.0, 2) - Math.Pow((y - 162) / 6.0, 2)))
            : 255);
    }

    /// <summary>With a faint pattern of its own all over, as a photograph has texture.</summary>
    private static PixelImage Woven(PixelImage scene, int seed) => Pictures.Make(Width, Height, (x, y, channel) =>
        At(scene, x, y, channel) + (12 * Math.Sin(((0.5 + (0.07 * seed)) * x) + (0.3 * y)) * Math.Sin((0.2 * x) - ((0.9 - (0.06 * seed)) * y))));

    private static PixelImage Bordered(PixelImage picture, int border) => Pictures.Make(
        Width + (2 * border), Height + (2 * border), (x, y, channel) =>
            x < border || y < border || x >= Width + border || y >= Height + border ? 0 : At(picture, x - border, y - border, channel));

    private static PixelImage Framed(int seed, int frame)
    {
        const int border = 24;
        PixelImage inner = Mixed(DrawnScenes.Draw(seed, Width, Height), 0.07, (_, _) => 120);
        return Pictures.Make(Width, Height, (x, y, channel) =>
            Math.Min(Math.Min(x, Width - 1 - x), Math.Min(y, Height - 1 - y)) < border ? frame : At(inner, x, y, channel));
    }

    private static PixelImage Mixed(PixelImage scene, double share, Func<int, int, double> ground) => Pictures.Make(
        Width, Height, (x, y, channel) => ground(x, y) + (share * (At(scene, x, y, channel) - 128)));

    /// <summary>A wall that runs from dark to bright, the ground, a soft shadow on it.</summary>
    private static double Studio(int x, int y)
    {
        double light = y < 120 ? 90 + y : 225;
        double shadow = Math.Sqrt(Math.Pow((x - 140) / 80.0, 2) + Math.Pow((y - 145) / 16.0, 2));
        return light - (120 / (1 + Math.Exp(8 * (shadow - 1))));
    }

    /// <summary>A faint star with another number of points and another pattern.</summary>
    private static double Thing(int number, int x, int y)
    {
        double angle = Math.Atan2(y - 90, x - 100), distance = Distance(x, y, 100, 90);
        return distance < 40 + (14 * Math.Cos((3 + number) * angle)) ? 12 * Math.Sign(Math.Sin((0.18 + (0.05 * number)) * x) * Math.Sin((0.4 - (0.05 * number)) * y)) : 0;
    }

    private static double Distance(int x, int y, int toX, int toY) => Math.Sqrt(((x - toX) * (x - toX)) + ((y - toY) * (y - toY)));

    private static double At(PixelImage picture, int x, int y, int channel) => picture.Pixels[(((y * picture.Width) + x) * 3) + channel];
}
