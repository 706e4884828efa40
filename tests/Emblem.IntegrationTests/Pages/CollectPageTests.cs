using Emblem.IntegrationTests.Acquisition;
using Emblem.IntegrationTests.Support;
using Emblem.Projects;

namespace Emblem.IntegrationTests.Pages;

/// <summary>The first page of <c>emblem studio</c>: two lists are pasted, a picture is dropped, and both classes are collected; another tab shows all of it too.</summary>
public sealed class CollectPageTests(PictureServer server) : IClassFixture<PictureServer>
{
    [Fact]
    public async Task TwoPastedListsAndADroppedPictureAreCollected()
    {
        await using Chromium browser = await Chromium.LaunchAsync();
        using var folder = new WorkFolder();
        ProjectFolder project = ProjectFolder.Create(folder.Path, "pets");
        await using EmblemProcess studio = EmblemProcess.Start(null, "studio", folder.Path, "--no-open", "--allow-private");
        string address = await studio.WaitForAsync("?token=");
        Tab tab = await browser.OpenAsync(address, 390, isDark: true);

        await tab.ClickAsync(".cards a", "pets");
        await AddListAsync(tab, "cat", $"{server.Address}/picture/11.png\n{server.Address}/picture/12.png\n{server.OtherHost}/missing.jpg");
        await AddListAsync(tab, "dog", $"{server.Address}/picture/13.png\n{server.Address}/picture/13.png?again");
        Tab other = await browser.OpenAsync(tab.Page.Url, 1440, isDark: false);
        await other.Page.WaitForSelectorAsync("#start");
        Task live = other.Page.WaitForSelectorAsync("#live");
        await tab.Page.ClickAsync("#start");
        await live;
        await tab.WaitForTextAsync("#state", "All is collected: 4 good pictures in 2 classes.");
        await tab.DropAsync(".drop", "mine.png", PictureAnswers.Numbered(14));
        await tab.WaitForTextAsync("#state", "All is collected: 5 good pictures in 2 classes.");
        await other.WaitForTextAsync("#state", "All is collected: 5 good pictures in 2 classes.");
        string[] rows = await tab.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('#collected tbody tr')].map(row => [...row.cells].slice(0, 7).map(cell => cell.textContent.trim()).join(' '))");
        string reasons = await tab.TextAsync(".reasons");
        bool isFitting = await tab.IsFittingAsync();

        // Class, addresses, fetched, added, good, twice, no good.
        Assert.Equal(["cat 3 2 0 2 0 0", "dog 2 2 1 3 1 0"], rows);
        Assert.Contains("The picture is no longer there.", reasons, StringComparison.Ordinal);
        Assert.True(isFitting);
        Assert.All(tab.Asked, url => Assert.StartsWith(new Uri(address).GetLeftPart(UriPartial.Authority), url, StringComparison.Ordinal));
        Assert.Empty(tab.Complaints);
        Assert.Equal(["cat", "dog"], ProjectLists.Read(project).Lists.Select(list => list.Class));
        studio.Terminate();
        Assert.Equal(130, (await studio.WaitAsync()).ExitCode);
    }

    private static async Task AddListAsync(Tab tab, string name, string text)
    {
        await tab.Page.FillAsync("input[list]", name);
        await tab.Page.FillAsync("textarea", text);
        await tab.Page.PressAsync("#add-list", "Enter");
        await tab.WaitForTextAsync("#taken", $"Addresses of {name} taken");
    }
}
