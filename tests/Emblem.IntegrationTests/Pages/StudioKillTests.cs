using Emblem.Acquisition;
using Emblem.Duplicates;
using Emblem.IntegrationTests.Support;
using Emblem.PlantedFaults;
using Emblem.Projects;

namespace Emblem.IntegrationTests.Pages;

/// <summary>
/// <c>emblem studio</c> is killed (SIGKILL) while it verifies, while it compares and while it surveys, and started again: the page says what is left and goes on, and the end is
/// that of a project that nobody disturbed. Killed downloads and trainings have tests of their own.
/// </summary>
public sealed class StudioKillTests : IDisposable
{
    private const int Each = 30;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // A moment for each file, so that there is time to be killed in.
    private static readonly EmblemProcessOptions Slow = EmblemProcessOptions.Planted(PlantedDecoding.Variable, "wait=");

    private readonly WorkFolder _work = new();
    private readonly ProjectFolder _project;

    public StudioKillTests()
    {
        _project = new ProjectFolder(_work["root/stripes"]);
        TestPictures.Write(_project.Downloaded, Each);
    }

    private string Report => Path.Combine(_project.Verified, VerificationReport.FileName);

    private int Verdicts => Lines(Path.Combine(_project.Verified, ".verify", "journal.jsonl"));

    private string Duplicates => Path.Combine(_project.Verified, DuplicateReport.FileName);

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task NothingIsLostAtAnyStage()
    {
        await using Chromium browser = await Chromium.LaunchAsync();

        string unverified = await GoOnAsync(browser, () => Verdicts > 5);
        int verdicts = Verdicts;
        string halfVerified = await GoOnAsync(browser, () => File.Exists(Report));
        bool isCompared = File.Exists(Duplicates);
        string notCompared = await GoOnAsync(browser, () => Directory.Exists(_project.Thumbnails), async tab =>
        {
            await tab.WaitForTextAsync("#state", "All is collected");
            await tab.ClickAsync("nav a", "Clean");
        });
        bool isSurveyed = File.Exists(_project.Survey);
        await VisitAsync(browser, "look", tab => tab.WaitForTextAsync("main", $"{2 * Each} of {2 * Each} pictures"), () => File.Exists(_project.Survey));
        var collection = ProjectCollection.Read(_project);

        Assert.Equal($"Unfinished. Files that nobody has looked into yet: {2 * Each}.", unverified);
        Assert.InRange(verdicts, 6, (2 * Each) - 1);
        Assert.Equal(unverified, halfVerified);
        Assert.Equal((false, "Unfinished. The pictures were not compared with each other yet."), (isCompared, notCompared));
        Assert.False(isSurveyed);
        Assert.False(collection.IsUnfinished);
        Assert.Equal([("level", Each), ("upright", Each)], collection.Classes.Select(one => (one.Class, one.Good)));
        Assert.Equal(2 * Each, PictureSurvey.Read(_project)!.Pictures.Count);
        Assert.Empty(WorkFolder.Partial(_project.Verified));
    }

    /// <summary>Has it go on with collecting, and then with what is given, until it is killed.</summary>
    /// <returns>What the page said before.</returns>
    private async Task<string> GoOnAsync(Chromium browser, Func<bool> isFarEnough, Func<Tab, Task>? then = null)
    {
        string said = "";
        await VisitAsync(
            browser,
            "collect",
            async tab =>
            {
                said = await tab.Page.InnerTextAsync("#state");
                await tab.Page.ClickAsync("#start");
                if (then is not null)
                    await then(tab);
            },
            isFarEnough);
        return said;
    }

    /// <summary>Starts the studio, does something on a page, and kills the studio with all its children when that has come so far.</summary>
    private async Task VisitAsync(Chromium browser, string step, Func<Tab, Task> act, Func<bool> isFarEnough)
    {
        await using EmblemProcess studio = EmblemProcess.Start(Slow, "studio", _work["root"], "--no-open");
        string address = await studio.WaitForAsync("?token=");
        Tab tab = await browser.OpenAsync(address, 1440, isDark: false);
        await tab.Page.GotoAsync($"{new Uri(address).GetLeftPart(UriPartial.Authority)}/projects/{_project.Name}/{step}");
        await act(tab);
        using var limit = new CancellationTokenSource(Patience);
        while (!isFarEnough())
            await Task.Delay(1, limit.Token);
        await studio.KillAsync();
        await tab.Page.CloseAsync();
    }

    private static int Lines(string path)
    {
        if (!File.Exists(path))
            return 0;
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return reader.ReadToEnd().Count(letter => letter == '\n');
    }
}
