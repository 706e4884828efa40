using Emblem.Duplicates;
using Emblem.Imaging;
using Emblem.Tests.Support;

namespace Emblem.Tests.Duplicates;

public sealed class ColourVoteTests
{
    [Fact]
    public void APictureAgreesWithItselfAndItsMirrorImage()
    {
        (Chroma picture, Chroma mirrored) = (Of((x, y) => (x, y)), Of((x, y) => (239 - x, y)));

        Assert.True(ColourVote.Agreement(picture, picture, Placement.Same) > 0.999);
        Assert.True(ColourVote.Agreement(picture, mirrored, Placement.Mirrored) > 0.9);
        Assert.True(ColourVote.Agreement(picture, mirrored, Placement.Same) < 0.5);
    }

    [Fact]
    public void SwappedRedAndBlueDisagree()
    {
        PixelImage scene = DrawnScenes.Draw(1);
        PixelImage swapped = Pictures.Make(scene.Width, scene.Height, (x, y, channel) => scene.Pixels[(((y * scene.Width) + x) * 3) + (2 - channel)]);

        Assert.True(ColourVote.Agreement(Chroma.Of(scene), Chroma.Of(swapped), Placement.Same) < 0.5);
    }

    [Fact]
    public void GrayAndOneColourSayNothing()
    {
        Chroma scene = Of((x, y) => (x, y));

        Assert.Null(ColourVote.Agreement(scene, Chroma.Of(Pictures.Plain(240, 180, 90, 90, 90)), Placement.Same));
        Assert.Null(ColourVote.Agreement(Chroma.Of(Pictures.Plain(240, 180, 200, 90, 90)), scene, Placement.Same));
    }

    [Fact]
    public void AFewPixelsHaveAChromaToo()
    {
        Chroma dot = Chroma.Of(Pictures.Plain(1, 3, 255, 0, 0));

        Assert.Equal(Chroma.Length, dot.Values.Length);
        Assert.All(dot.Values.Take(Chroma.Length / 2), value => Assert.Equal(128 - 43, value));
        Assert.All(dot.Values.Skip(Chroma.Length / 2), value => Assert.Equal(255, value));
    }

    private static Chroma Of(Func<int, int, (int X, int Y)> from)
    {
        PixelImage scene = DrawnScenes.Draw(1);
        return Chroma.Of(Pictures.Make(scene.Width, scene.Height, (x, y, channel) => scene.Pixels[(((from(x, y).Y * scene.Width) + from(x, y).X) * 3) + channel]));
    }
}
