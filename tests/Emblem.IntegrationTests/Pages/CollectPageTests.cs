using Emblem.IntegrationTests.Acquisition;
using Emblem.IntegrationTests.Support;
using Emblem.Projects;
using PuppeteerSharp;

namespace Emblem.IntegrationTests.Pages;

/// <summary>The first page of <c>emblem studio</c>: two lists are pasted, a picture is dropped, and both classes are collected.</summary>
public sealed class CollectPageTests(PictureServer server) : IClassFixture<PictureServer>
{
    [Fact]
    public async Task TwoPastedListsAndADroppedPictureAreCollected()
    {
        await using IBrowser browser = await Chromium.LaunchAsync();
        using var folder = new WorkFolder();
        ProjectFolder project = ProjectFolder.Create(folder.Path, "pets");
        await using EmblemProcess studio = EmblemProcess.Start(null, "studio", folder.Path, "--no-open", "--allow-private");
        string address = await studio.WaitForAsync("?token=");
        (IPage page, List<string> asked, List<string> complaints) = await Chromium.OpenAsync(browser, address, 390, isDark: true);

        await page.WaitForSelectorAsync(".cards a");
        await page.ClickAsync(".cards a");
        await page.WaitForSelectorAsync("#add-list");
        await AddListAsync(page, "cat", $"{server.Address}/picture/11.png\n{server.Address}/picture/12.png\n{server.OtherHost}/missing.jpg");
        await AddListAsync(page, "dog", $"{server.Address}/picture/13.png\n{server.Address}/picture/13.png?again");
        await page.ClickAsync("#start");
        await WaitForTextAsync(page, "#state", "All is collected: 4 good pictures in 2 classes.");
        await DropAsync(page, "mine.png", PictureAnswers.Numbered(14));
        await WaitForTextAsync(page, "#state", "All is collected: 5 good pictures in 2 classes.");
        string[] rows = await page.EvaluateExpressionAsync<string[]>("[...document.querySelectorAll('#collected tbody tr')].map(row => [...row.cells].slice(0, 7).map(cell => cell.textContent.trim()).join(' '))");
        string reasons = await page.EvaluateExpressionAsync<string>("document.querySelector('.reasons').textContent");
        bool isFitting = await page.EvaluateExpressionAsync<bool>("document.documentElement.scrollWidth <= innerWidth");

        // Class, addresses, fetched, added, good, twice, no good.
        Assert.Equal(["cat 3 2 0 2 0 0", "dog 2 2 1 3 1 0"], rows);
        Assert.Contains("The picture is no longer there.", reasons, StringComparison.Ordinal);
        Assert.True(isFitting);
        Assert.All(asked, url => Assert.StartsWith(new Uri(address).GetLeftPart(UriPartial.Authority), url, StringComparison.Ordinal));
        Assert.DoesNotContain(complaints, complaint => !complaint.Contains("Information:", StringComparison.Ordinal));
        Assert.Equal(["cat", "dog"], ProjectLists.Read(project).Lists.Select(list => list.Class));
        studio.Terminate();
        Assert.Equal(130, (await studio.WaitAsync()).ExitCode);
    }

    private static async Task AddListAsync(IPage page, string name, string text)
    {
        await page.EvaluateFunctionAsync("name => { const box = document.querySelector('input[list]'); box.value = name; box.dispatchEvent(new Event('change', { bubbles: true })); }", name);
        await page.EvaluateFunctionAsync("text => document.querySelector('textarea').value = text", text);
        await page.FocusAsync("#add-list");
        await page.Keyboard.PressAsync("Enter");
        await WaitForTextAsync(page, "#taken", $"Addresses of {name} taken");
    }

    private static Task WaitForTextAsync(IPage page, string selector, string text) =>
        page.WaitForFunctionAsync("(selector, text) => document.querySelector(selector)?.textContent.includes(text)", selector, text);

    /// <summary>As a person's drop: the file is the event's.</summary>
    private static Task DropAsync(IPage page, string name, byte[] bytes) => page.EvaluateFunctionAsync(
        """
        (name, base64) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))], name));
          document.querySelector(".drop").dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
        }
        """,
        name,
        Convert.ToBase64String(bytes));
}
