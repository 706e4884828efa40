using Emblem.Data;
using Emblem.IntegrationTests.Support;
using Emblem.Projects;
using Microsoft.Playwright;

namespace Emblem.IntegrationTests.Pages;

/// <summary>Look and Clean of <c>emblem studio</c>: pictures are decided on by keys, two tabs and the terminal agree, a killed server loses nothing.</summary>
public sealed class CleanPageTests : IDisposable
{
    private readonly WorkFolder _work = new();
    private readonly ProjectFolder _project;

    public CleanPageTests()
    {
        _project = new ProjectFolder(_work["root/pets"]);
        TestPictures.Write(_project.Verified, 3);
        new Corrections([.. ((string[])["upright/002", "level/000", "level/001"]).Select(name => new Correction($"{name}.png", name.Split('/')[0]) { Score = 0.9, Reason = "looks odd" })]).Write(_project.Corrections);
    }

    private string[] Decisions => [.. Corrections.Read(_project.Corrections).Decided.Select(line => $"{line}")];

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task PicturesAreDecidedOnByKeysAndNothingIsLost()
    {
        await using Chromium browser = await Chromium.LaunchAsync();
        await PictureSurvey.MakeAsync(_project, stop: TestContext.Current.CancellationToken);
        await using EmblemProcess studio = EmblemProcess.Start(null, "studio", _work["root"], "--port", "0", "--no-open");
        string address = (await studio.WaitForAsync("http://")).Trim();
        string root = address.Split('?')[0];
        Tab tab = await browser.OpenAsync(address, 390, isDark: false);
        IPage page = tab.Page;
        await page.GotoAsync($"{root}projects/pets/clean");
        await page.WaitForSelectorAsync(".station:focus");
        Tab other = await browser.OpenAsync($"{root}projects/pets/clean", 1440, isDark: true);
        await other.Page.WaitForSelectorAsync(".station h2");
        await page.BringToFrontAsync();

        string[] said = [await PressAsync(page, "k"), await PressAsync(page, "2"), await PressAsync(page, "r"), await PressAsync(page, "u")];
        await other.Page.BringToFrontAsync();
        await other.WaitForTextAsync(".line p", "2 decided");
        await page.BringToFrontAsync();
        await page.GotoAsync($"{root}projects/pets/look");
        await page.WaitForSelectorAsync(".grid button");
        bool areViewsThere = await page.EvaluateAsync<bool>("[...document.querySelectorAll('.grid img')].every(view => view.src.startsWith('data:image/jpeg'))");
        await page.FocusAsync(".grid button");
        string[] places = [await MoveAsync(page, "End"), await MoveAsync(page, "ArrowLeft"), await MoveAsync(page, "ArrowUp"), await MoveAsync(page, "Home")];
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("dialog[open] .facts code");
        string first = await page.InnerTextAsync(".facts dd");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.WaitForFunctionAsync("before => document.querySelector('.facts dd').innerText !== before", first);
        await page.Keyboard.PressAsync("r");
        await page.WaitForSelectorAsync("dialog [role=status]");
        await page.Keyboard.PressAsync("Escape");
        await page.WaitForSelectorAsync("dialog:not([open])", new() { State = WaitForSelectorState.Attached });
        bool isFitting = await tab.IsFittingAsync();
        bool isBack = await page.EvaluateAsync<bool>("document.activeElement.matches('.grid button')");
        (string like, string shown) = await OpenALikeOneAsync(page);
        string[] complained = [.. tab.Complaints];
        await studio.KillAloneAsync();
        await page.WaitForSelectorAsync("#components-reconnect-modal[open][data-state=gone]");
        string gone = await page.InnerTextAsync("#reconnect-text");
        await using EmblemProcess again = EmblemProcess.Start(null, "studio", _work["root"], "--port", $"{new Uri(root).Port}", "--no-open");
        await other.Page.GotoAsync((await again.WaitForAsync("http://")).Trim());
        await page.BringToFrontAsync();
        await page.WaitForSelectorAsync("#components-reconnect-modal:not([open])", new() { State = WaitForSelectorState.Attached });
        await page.WaitForSelectorAsync(".grid button");

        Assert.Equal(["upright/002.png: kept.", "level/000.png: now upright.", "level/001.png: removed.", "Taken back: level/001.png."], said);
        Assert.Equal(["upright/002.png: upright, kept", "level/000.png: level → upright", "level/001.png: level, removed"], Decisions);
        Assert.Equal((true, true, true), (isFitting, isBack, areViewsThere));
        Assert.Equal(["5", "4", "2", "0"], places);
        Assert.Equal(like, shown);
        Assert.StartsWith("It does not run any more.", gone, StringComparison.Ordinal);
        Assert.Equal(6, Directory.GetFiles(_project.Verified, "*.png", SearchOption.AllDirectories).Length);
        Assert.All(tab.Asked, url => Assert.StartsWith(root, url, StringComparison.Ordinal));
        Assert.Empty(complained);
    }

    /// <summary>Opens a picture, and by a click the first of those that are most like it.</summary>
    /// <returns>What was clicked on, and what is open then.</returns>
    private static async Task<(string Clicked, string Open)> OpenALikeOneAsync(IPage page)
    {
        await page.Keyboard.PressAsync("Enter");
        ILocator like = page.Locator("dialog[open] h3:text('Most like it') ~ .strip-of button").First;
        await like.WaitForAsync();
        string before = await page.InnerTextAsync(".facts dd");
        string clicked = (await like.InnerTextAsync()).Trim();
        await like.ClickAsync();
        await page.WaitForFunctionAsync("before => document.querySelector('.facts dd').innerText !== before", before);
        return (clicked, await page.InnerTextAsync(".facts dd"));
    }

    /// <summary>What the page says to it.</summary>
    private static async Task<string> PressAsync(IPage page, string key)
    {
        string before = await page.InnerTextAsync(".said");
        await page.Keyboard.PressAsync(key);
        await page.WaitForFunctionAsync("before => document.querySelector('.said').innerText !== before", before);
        return await page.InnerTextAsync(".said");
    }

    /// <summary>The place of the tile that a key leads to.</summary>
    private static async Task<string> MoveAsync(IPage page, string key)
    {
        const string Place = "document.activeElement.dataset.place";
        string before = await page.EvaluateAsync<string>(Place);
        await page.Keyboard.PressAsync(key);
        await page.WaitForFunctionAsync($"before => {Place} && {Place} !== before", before);
        return await page.EvaluateAsync<string>(Place);
    }
}
