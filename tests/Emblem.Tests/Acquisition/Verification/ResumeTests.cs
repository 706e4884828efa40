using Emblem.Acquisition;
using Emblem.Acquisition.Verification;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Tests.Support;

namespace Emblem.Tests.Acquisition.Verification;

/// <summary>A run that is stopped after any number of its steps, and run again, ends like one that was not; nothing is decoded twice.</summary>
public sealed class ResumeTests
{
    private static readonly VerifyOptions Options = new() { MaxSize = 30, Workers = 1 };

    [Theory]
    [InlineData("verifying")]
    [InlineData("putting in order")]
    public async Task InPlace(string stage)
    {
        using var undisturbed = new Pile();
        await undisturbed.InPlaceAsync(Options);
        for (int steps = 1; steps < Pile.Files; steps++)
        {
            using var pile = new Pile();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Stopping(stage, steps, pile.InPlaceAsync));

            VerificationReport report = await pile.InPlaceAsync(Options);

            Assert.Equal(Pile.StateOf(undisturbed.Path), Pile.StateOf(pile.Path));
            Assert.Equal(stage == "verifying" ? Pile.Files - steps : 0, report.Decoded);
        }
    }

    [Theory]
    [InlineData("verifying")]
    [InlineData("writing")]
    public async Task Copies(string stage)
    {
        using var pile = new Pile();
        using var undisturbed = new TemporaryFolder();
        await ImageVerifier.VerifyAsync(pile.Path, undisturbed.Path, Options);
        for (int steps = 1; steps < Pile.Files; steps++)
        {
            using var into = new TemporaryFolder();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Stopping(
                stage, steps, (options, progress, stop) => ImageVerifier.VerifyAsync(pile.Path, into.Path, options, progress, stop)));

            VerificationReport report = await ImageVerifier.VerifyAsync(pile.Path, into.Path, Options);

            Assert.Equal(Pile.StateOf(undisturbed.Path), Pile.StateOf(into.Path));
            Assert.Equal(stage == "verifying" ? Pile.Files - steps : 0, report.Decoded);
        }
    }

    /// <summary>The one moment in which a file has no name of its own: its original is away, its new picture not there.</summary>
    [Fact]
    public async Task InPlaceBetweenTheTwoStepsOfAReplacement()
    {
        using var undisturbed = new Pile();
        await undisturbed.InPlaceAsync(Options);
        using var pile = new Pile();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Stopping("putting in order", 1, pile.InPlaceAsync));
        Assert.True(pile.Has("b/two.png"));
        Names.MoveAside(pile.Of("b/two.png"), pile.Of(ImageVerifier.OriginalsFolder), "b/two.png");

        await pile.InPlaceAsync(Options);

        Assert.Equal(Pile.StateOf(undisturbed.Path), Pile.StateOf(pile.Path));
    }

    /// <summary>What someone puts in a file's place before the run goes on is not the file that was judged.</summary>
    [Fact]
    public async Task InPlaceLosesNothingThatCameBetween()
    {
        using var pile = new Pile();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Stopping("putting in order", 1, pile.InPlaceAsync));
        byte[] news = ImageCodec.EncodePng(Pictures.Noise(12, 12));
        pile.Put("b/page.jpg", news);
        pile.Put("b/two.png", news);

        await pile.InPlaceAsync(Options with { Delete = true });

        Assert.Equal(news, pile.Read("b/page.png"));
        Assert.Equal(news, pile.Read("_originals/b/two.png"));
    }

    [Fact]
    public async Task AJournalThatBreaksOffCostsOneFile()
    {
        using var pile = new Pile();
        using var into = new TemporaryFolder();
        await ImageVerifier.VerifyAsync(pile.Path, into.Path, Options);
        string journal = Path.Combine(into.Path, Workspace.FolderName, "journal.jsonl");
        byte[] bytes = await File.ReadAllBytesAsync(journal, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(journal, bytes[..^20], TestContext.Current.CancellationToken);

        Assert.Equal(1, (await ImageVerifier.VerifyAsync(pile.Path, into.Path, Options)).Decoded);
        Assert.Equal(0, (await ImageVerifier.VerifyAsync(pile.Path, into.Path, Options)).Decoded);
    }

    /// <summary>A picture that is made but not known to be whole, under the name where the next run looks for one.</summary>
    [Fact]
    public async Task AHalfMadePictureIsNotTaken()
    {
        using var pile = new Pile();
        using var into = new TemporaryFolder();
        await ImageVerifier.VerifyAsync(pile.Path, into.Path, Options);
        byte[] whole = await File.ReadAllBytesAsync(Path.Combine(into.Path, "b", "two.png"), TestContext.Current.CancellationToken);
        using (var workspace = Workspace.Open(into.Path, Options))
            await File.WriteAllBytesAsync(workspace.StagedPath("b/two.png"), whole[..50], TestContext.Current.CancellationToken);

        await ImageVerifier.VerifyAsync(pile.Path, into.Path, Options);

        Assert.Equal(whole, await File.ReadAllBytesAsync(Path.Combine(into.Path, "b", "two.png"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task TwoRunsAtOnceExcludeEachOther()
    {
        using var pile = new Pile();
        using var workspace = Workspace.Open(pile.Path, Options);

        EmblemException fault = await Assert.ThrowsAsync<EmblemException>(() => pile.InPlaceAsync(Options));

        Assert.Contains("Another verification", fault.Message, StringComparison.Ordinal);
    }

    private static async Task Stopping(
        string stage, int steps, Func<VerifyOptions, IProgress<StepProgress>?, CancellationToken, Task<VerificationReport>> run)
    {
        using var source = new CancellationTokenSource();
        await run(Options, new StopAt(stage, steps, source), source.Token);
    }

    private sealed class StopAt(string stage, int steps, CancellationTokenSource source) : IProgress<StepProgress>
    {
        public void Report(StepProgress value)
        {
            if (value.Stage == stage && value.Done == steps)
                source.Cancel();
        }
    }
}
