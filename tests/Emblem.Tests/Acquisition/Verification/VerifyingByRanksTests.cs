using Emblem.Acquisition;
using Emblem.Acquisition.Verification;
using Emblem.Cluster;
using Emblem.Foundation;
using Emblem.Tests.Support;

namespace Emblem.Tests.Acquisition.Verification;

/// <summary>Verifications of several ranks: reports, copies and folders of one process, byte for byte.</summary>
public sealed class VerifyingByRanksTests
{
    private static readonly VerifyOptions Options = new() { MaxSize = 30, Workers = 1 };

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task CopiesAreThoseOfOneProcess(int count)
    {
        using var pile = new Pile();
        using var alone = new TemporaryFolder();
        using var together = new TemporaryFolder();
        VerificationReport expected = await ImageVerifier.VerifyAsync(pile.Path, alone.Path, Options);

        VerificationReport[] reports = ThreadRanks.Run(count, ranks => Copy(pile, together.Path, ranks));

        Assert.Equal(expected.Records, reports[0].Records);
        Assert.Equal(Pile.Files, reports[0].Decoded);
        Assert.All(reports.Skip(1), report => Assert.Empty(report.Records));
        Assert.Equal(Pile.StateOf(alone.Path), Pile.StateOf(together.Path));
        Assert.Equal(0, ThreadRanks.Run(2, ranks => Copy(pile, together.Path, ranks))[0].Decoded);
    }

    [Fact]
    public async Task AFolderIsPutInOrderAsByOneProcess()
    {
        using var alone = new Pile();
        using var together = new Pile();
        VerificationReport expected = await alone.InPlaceAsync(Options);

        VerificationReport report = ThreadRanks.Run(3, ranks => together.InPlaceAsync(Options with { Ranks = ranks }).GetAwaiter().GetResult())[0];

        Assert.Equal(expected.Records, report.Records);
        Assert.Equal(Pile.StateOf(alone.Path), Pile.StateOf(together.Path));
    }

    [Fact]
    public async Task AReportAloneIsTheSame()
    {
        using var pile = new Pile();
        VerificationReport expected = await ImageVerifier.VerifyAsync(pile.Path, null, Options);

        Assert.Equal(expected.Records, ThreadRanks.Run(2, ranks => ImageVerifier.VerifyAsync(pile.Path, null, Options with { Ranks = ranks }).GetAwaiter().GetResult())[0].Records);
    }

    [Theory]
    [InlineData("verifying", 2, 3)]
    [InlineData("verifying", 1, 2)]
    [InlineData("writing", 3, 1)]
    public async Task WhatSomeRanksBeganOthersGoOnWith(string stage, int before, int after)
    {
        using var pile = new Pile();
        using var alone = new TemporaryFolder();
        await ImageVerifier.VerifyAsync(pile.Path, alone.Path, Options);
        foreach (int steps in (int[])[1, 4, 7])
        {
            using var together = new TemporaryFolder();
            using var stop = new CancellationTokenSource();
            var progress = new Stopping(stage, steps, stop);
            Exception?[] faults = ThreadRanks.Faults(before, ranks => Copy(pile, together.Path, before == 1 ? null : ranks, ranks.IsFirst ? progress : null, stop.Token));

            // The last files come together: who stops then may be too late.
            Assert.All(faults, fault => Assert.True(fault is OperationCanceledException || (fault is null && stage == "writing" && steps > 1)));

            VerificationReport report = ThreadRanks.Run(after, ranks => Copy(pile, together.Path, after == 1 ? null : ranks))[0];

            Assert.InRange(report.Decoded, 0, Pile.Files - (stage == "writing" ? Pile.Files : 1));
            Assert.Equal(Pile.StateOf(alone.Path), Pile.StateOf(together.Path));
        }
    }

    [Fact]
    public void AClassThatIsLeftAloneEndsTheOthersInPeace()
    {
        using var pile = new Pile();
        using var together = new TemporaryFolder();
        for (int i = 0; i < 9; i++)
            pile.Put($"c/{i}.jpg", "<html>"u8.ToArray());

        Exception?[] faults = ThreadRanks.Faults(2, ranks => Copy(pile, together.Path, ranks));

        Assert.Contains("c", Assert.IsType<ClassLossException>(faults[0]).Classes);
        Assert.Null(faults[1]);
    }

    [Fact]
    public void AnOutputThatIsInUseIsToldToAll()
    {
        using var pile = new Pile();
        using var together = new TemporaryFolder();
        using Workspace other = Workspace.Open(together.Path, Options);

        Assert.All(
            ThreadRanks.Faults(3, ranks => Copy(pile, together.Path, ranks)),
            fault => Assert.Contains("Another verification is at work", Assert.IsType<EmblemException>(fault).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void OtherLimitsAreRefused()
    {
        using var pile = new Pile();

        Exception?[] faults = ThreadRanks.Faults(2, ranks => ImageVerifier.VerifyAsync(pile.Path, null, Options with { MaxSize = 30 + ranks.Rank, Ranks = ranks }).GetAwaiter().GetResult());

        Assert.All(faults, fault => Assert.Contains("Rank 1 on", Assert.IsType<EmblemException>(fault).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void AMachineThatDoesNotSeeTheFilesIsNamed()
    {
        using var pile = new Pile();
        using var empty = new TemporaryFolder();

        Exception?[] faults = ThreadRanks.Faults(2, ranks =>
        {
            var team = new FileTeam(ranks, new FileWorker(ranks.IsFirst ? pile.Path : empty.Path, null, Options, CancellationToken.None), new ParallelOptions());
            (ranks.IsFirst ? team.LeadAsync([.. ((string[])["a/good.jpg", "a/small.png", "b/one.png"]).Select(name => new FileTask(FileStep.Judge, name, null))], _ => { }) : team.FollowAsync()).GetAwaiter().GetResult();
        });

        Assert.All(faults, fault => Assert.Contains("is there for the first rank and not for this one", fault!.Message, StringComparison.Ordinal));
        Assert.Contains("met by rank 1", faults[0]!.Message, StringComparison.Ordinal);
    }

    private static VerificationReport Copy(Pile pile, string into, Ranks? ranks, IProgress<StepProgress>? progress = null, CancellationToken stop = default) =>
        ImageVerifier.VerifyAsync(pile.Path, into, Options with { Ranks = ranks }, progress, stop).GetAwaiter().GetResult();

    private sealed class Stopping(string stage, int steps, CancellationTokenSource stop) : IProgress<StepProgress>
    {
        public void Report(StepProgress value)
        {
            if (value.Stage == stage && value.Done == steps)
                stop.Cancel();
        }
    }
}
