using Emblem.Acquisition;
using Emblem.Imaging;
using Emblem.Tests.Support;

namespace Emblem.Tests.Acquisition.Verification;

/// <summary>Running it again: nothing changes when nothing changed, and what changed is all that is decoded.</summary>
public sealed class SecondRunTests
{
    private static readonly VerifyOptions Options = new() { MaxSize = 30 };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AFolderInOrderStaysAsItIs(bool delete)
    {
        using var pile = new Pile();
        VerificationReport first = await pile.InPlaceAsync(Options with { Delete = delete });
        IReadOnlyList<string> state = Pile.StateOf(pile.Path);

        VerificationReport second = await pile.InPlaceAsync(Options with { Delete = delete });

        Assert.Equal((Pile.Files, 0), (first.Decoded, second.Decoded));
        Assert.Equal(first.Records, second.Records);
        Assert.Equal(state, Pile.StateOf(pile.Path));
    }

    /// <summary>Without the journal too, since the report knows what the run wrote.</summary>
    [Fact]
    public async Task RowsOutliveTheJournal()
    {
        using var pile = new Pile();
        VerificationReport first = await pile.InPlaceAsync(Options);
        Directory.Delete(pile.Of(".verify"), recursive: true);

        VerificationReport second = await pile.InPlaceAsync(Options);

        Assert.Equal(first.Records, second.Records);
        Assert.Equal(7, second.Decoded);
    }

    [Fact]
    public async Task OnlyNewFilesAreDecoded()
    {
        using var pile = new Pile();
        using var into = new TemporaryFolder();
        await ImageVerifier.VerifyAsync(pile.Path, into.Path, Options);
        pile.Put("b/three.png", ImageCodec.EncodePng(Pictures.Waves(63, 43)));
        File.SetLastWriteTimeUtc(pile.Of("b/one.png"), DateTime.UnixEpoch);

        VerificationReport second = await ImageVerifier.VerifyAsync(pile.Path, into.Path, Options);

        Assert.Equal((Pile.Files + 1, 1), (second.Records.Count, second.Decoded));
        Assert.True(File.Exists(Path.Combine(into.Path, "b", "three.png")));
    }

    [Fact]
    public async Task ACopyThatIsGoneOrSpoiltIsMadeAgain()
    {
        using var pile = new Pile();
        using var into = new TemporaryFolder();
        await ImageVerifier.VerifyAsync(pile.Path, into.Path, Options);
        IReadOnlyList<string> state = Pile.StateOf(into.Path);
        File.Delete(Path.Combine(into.Path, "a", "good.jpg"));
        File.WriteAllText(Path.Combine(into.Path, "b", "one.png"), "spoilt");
        File.Delete(Path.Combine(into.Path, "a", "small.png"));

        VerificationReport second = await ImageVerifier.VerifyAsync(pile.Path, into.Path, Options);

        Assert.Equal(2, second.Decoded);
        Assert.Equal(state, Pile.StateOf(into.Path));
    }

    /// <summary>Another size begins at the pictures that are there, and their first row and first original stay.</summary>
    [Fact]
    public async Task AnotherSizeKeepsOriginalAndRow()
    {
        using var pile = new Pile();
        byte[] original = pile.Read("a/good.jpg");
        VerificationRecord first = Row(await pile.InPlaceAsync(Options), "a/good.jpg");

        VerificationRecord second = Row(await pile.InPlaceAsync(new VerifyOptions { MaxSize = 15 }), "a/good.jpg");

        Assert.Equal(15, ImageCodec.Decode(pile.Of("a/good.jpg")).Width);
        Assert.Equal(original, pile.Read("_originals/a/good.jpg"));
        Assert.Equal((first.Sha256Before, first.Bytes, 15), (second.Sha256Before, second.Bytes, second.Width));
        Assert.False(pile.Has("_originals/a/good.2.jpg"));
    }

    [Fact]
    public async Task ANewFileUnderAnOldNameDoesNotTakeTheOldOriginalsPlace()
    {
        using var pile = new Pile();
        byte[] original = pile.Read("a/good.jpg");
        byte[] broken = pile.Read("a/broken.jpg");
        byte[] news = ImageCodec.EncodeJpeg(Pictures.Noise(80, 80));
        await pile.InPlaceAsync(Options);
        pile.Put("a/good.jpg", news);
        pile.Put("a/broken.jpg", broken[..200]);

        await pile.InPlaceAsync(Options);

        Assert.Equal(original, pile.Read("_originals/a/good.jpg"));
        Assert.Equal(news, pile.Read("_originals/a/good.2.jpg"));
        Assert.Equal(broken, pile.Read("_set-aside/a/broken.jpg"));
        Assert.Equal(broken[..200], pile.Read("_set-aside/a/broken.2.jpg"));
    }

    /// <summary>A copy under a name that is no longer due would be trained on twice.</summary>
    [Fact]
    public async Task SupersededCopiesArePutAway()
    {
        using var pile = new Pile();
        using var into = new TemporaryFolder();
        await ImageVerifier.VerifyAsync(pile.Path, into.Path);
        Assert.True(File.Exists(Path.Combine(into.Path, "b", "bitmap.bmp")));

        await ImageVerifier.VerifyAsync(pile.Path, into.Path, Options);

        Assert.True(File.Exists(Path.Combine(into.Path, "b", "bitmap.png")));
        Assert.False(File.Exists(Path.Combine(into.Path, "b", "bitmap.bmp")));
        Assert.True(File.Exists(Path.Combine(into.Path, ImageVerifier.SetAsideFolder, "b", "bitmap.bmp")));
    }

    [Fact]
    public async Task AFileThatWasTakenAwayKeepsARow()
    {
        using var pile = new Pile();
        await pile.InPlaceAsync(Options);
        File.Delete(pile.Of("b/one.png"));

        VerificationRecord row = Row(await pile.InPlaceAsync(Options), "b/one.png");

        Assert.Equal(("no longer there", ""), (row.Reason, row.Written));
    }

    private static VerificationRecord Row(VerificationReport report, string path) => report.Records.Single(record => record.Path == path);
}
