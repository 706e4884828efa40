using Emblem.Acquisition;
using Emblem.Studio;
using Emblem.Studio.Processes;

namespace Emblem.Tests.Studio.Processes;

/// <summary>Work in a process of its own: told, one at a time, stopped.</summary>
public sealed class ChildWorkTests : IDisposable
{
    private readonly SemaphoreSlim _ended = new(0);
    private readonly ChildWork _work;

    public ChildWorkTests() => _work = new ChildWork(new StudioOptions { Root = "", Program = new WorkerCommand("sh", "-c") }, Changed);

    public void Dispose()
    {
        _work.Dispose();
        _ended.Dispose();
    }

    [Theory]
    [InlineData("echo first; echo last", null, "last")]
    [InlineData("echo half; echo 'no pictures' >&2; exit 1", "no pictures", "half")]
    [InlineData("kill -SEGV $$", "139", "")]
    public async Task ItTellsHowFarItIsAndWhyItFailed(string script, string? fault, string said)
    {
        _work.Start(script);
        await EndedAsync();

        Assert.Equal(said, _work.Said);
        if (fault is null)
            Assert.Null(_work.Fault);
        else
            Assert.Contains(fault, _work.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneGoesOnAtATimeUntilItIsStopped()
    {
        _work.Start("exec sleep 60");
        _work.Start("exit 7");

        Assert.True(_work.IsRunning);
        _work.Stop();
        await EndedAsync();
        Assert.Null(_work.Fault);
    }

    [Fact]
    public void AProgramThatIsNotThereIsSaid()
    {
        using var none = new ChildWork(new StudioOptions { Root = "", Program = new WorkerCommand("/no/such/program") }, () => { });

        none.Start("x");

        Assert.False(none.IsRunning);
        Assert.NotNull(none.Fault);
    }

    private void Changed()
    {
        if (!_work.IsRunning)
            _ended.Release();
    }

    private async Task EndedAsync() => Assert.True(await _ended.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
}
