using System.Globalization;
using Microsoft.Playwright;

namespace Emblem.IntegrationTests.Pages;

/// <summary>Somebody at the studio's pages, who goes from one to the next. Each step waits until the page shows what it led to.</summary>
/// <param name="tab">Where.</param>
/// <param name="isDark">The colours.</param>
/// <param name="pictures">Where pictures of the pages are put; null for nowhere.</param>
internal sealed class StudioStory(Tab tab, bool isDark, string? pictures)
{
    // Some seconds where nothing else runs.
    private const int Patience = 90_000;
    private const int ShownWidth = 960;

    private readonly List<string> _barriers = [];

    /// <summary>What was wider than the window on the way, or is in the way of somebody who reads by ear, by keyboard or with weak eyes.</summary>
    public IReadOnlyList<string> Barriers => _barriers;

    private IPage Page => tab.Page;

    public async Task CreateProjectAsync(string name)
    {
        await Page.FillAsync("form input", name);
        await SeeAsync(null);
        await Page.PressAsync("form input", "Enter");
        await Page.WaitForSelectorAsync("#add-list");
    }

    public async Task CollectAsync(string name, string list)
    {
        await Page.FillAsync("input[list]", name);
        await Page.FillAsync("textarea", list);
        await Page.PressAsync("#add-list", "Enter");
        await tab.WaitForTextAsync("#taken", $"Addresses of {name} taken");
    }

    /// <returns>What it says of the end.</returns>
    public async Task<string> GatherAsync(int each)
    {
        await Page.FillAsync("#limit", $"{each}");
        await Page.ClickAsync("#start");
        await Page.WaitForSelectorAsync("#live");
        await SeeAsync(null);
        await tab.WaitForTextAsync("#state", "All is collected");
        await SeeAsync("collect");
        return await tab.TextAsync("#state");
    }

    /// <returns>The facts of the first picture.</returns>
    public async Task<string> LookAsync()
    {
        await GoToAsync("Look");
        await Page.WaitForSelectorAsync(".grid img");
        await Page.WaitForFunctionAsync("() => [...document.querySelectorAll('.grid img')].every(image => image.complete)");
        await SeeAsync("look");
        await Page.PressAsync(".grid button", "Enter");
        await Page.WaitForSelectorAsync("dialog[open] .facts code");
        await SeeAsync(null);
        string facts = await Page.InnerTextAsync(".facts");
        await Page.Keyboard.PressAsync("Escape");
        await Page.WaitForSelectorAsync("dialog:not([open])", new() { State = WaitForSelectorState.Attached });
        return facts;
    }

    /// <summary>Has a model look at the labels, and begins with its first doubt.</summary>
    public async Task FindSuspectsAsync()
    {
        await GoToAsync("Clean");
        await tab.ClickAsync("button", "Find suspect labels");
        await Page.Locator(".strip", new() { HasText = "A model has looked at the labels" }).WaitForAsync(new() { Timeout = Patience });
        await Page.Locator(".queue .item button").First.ClickAsync();
        await Page.FocusAsync(".station");
        await Page.EvaluateAsync("scrollTo(0, 0)");
        await SeeAsync("clean");
    }

    /// <summary>Decides on the picture that is asked about.</summary>
    /// <returns>What the page says to the key.</returns>
    public async Task<string> DecideAsync(string key)
    {
        string before = await Page.InnerTextAsync(".said");
        await Page.Keyboard.PressAsync(key);
        await Page.WaitForFunctionAsync("before => document.querySelector('.said').innerText !== before", before);
        return await Page.InnerTextAsync(".said");
    }

    /// <summary>Says that it shows the other of two classes, whose number is its key.</summary>
    public async Task<string> RelabelAsync(IReadOnlyList<string> classes) => await DecideAsync(await Page.InnerTextAsync(".station h2") == $"{classes[0]}?" ? "2" : "1");

    /// <returns>The command that the page showed, and the run's score.</returns>
    public async Task<(string Command, string Score)> TrainAsync(string recipe, int size)
    {
        await GoToAsync("Train");
        await Page.PressAsync($"input[name=recipe][value={recipe}]", "Space");
        await Page.GetByLabel("Picture size in pixels").FillAsync($"{size}");
        await Page.GetByLabel("Rounds over all pictures").FillAsync("1");
        await Page.Keyboard.PressAsync("Tab");
        await tab.WaitForTextAsync(".command", $"--recipe {recipe} --size {size} --unfrozen-epochs 1");
        string command = await tab.TextAsync(".command");
        await SeeAsync(null);
        await Page.PressAsync("form button[type=submit]", "Enter");
        await Page.WaitForSelectorAsync(".run progress");
        Assert.Equal("Run 001: training", await tab.TextAsync("#run-title"));
        await Page.Locator("td", new() { HasText = "better: saved" }).First.WaitForAsync(new() { Timeout = Patience });
        await SeeAsync(null);
        await Page.WaitForSelectorAsync(".run .score", new() { Timeout = Patience });
        Assert.Equal("Run 001: finished", await tab.TextAsync("#run-title"));
        await SeeAsync("train");
        return (command, await tab.TextAsync(".run .score"));
    }

    /// <summary>Opens a number of the confusion matrix, one of mistakes where there is one.</summary>
    /// <returns>How many pictures it tells of, how many are shown, and all that judged.</returns>
    public async Task<(int Told, int Shown, int All, string Score)> UnderstandAsync()
    {
        await GoToAsync("Understand");
        await Page.WaitForSelectorAsync(".confusion button");
        string chosen = await Page.Locator(".confusion .wrong button").CountAsync() > 0 ? ".confusion .wrong button" : ".confusion button";
        int[] cells = await Page.EvaluateAsync<int[]>("[...document.querySelectorAll('.confusion button')].map(cell => Number(cell.textContent))");
        int told = int.Parse(await tab.TextAsync(chosen), CultureInfo.InvariantCulture);
        await Page.PressAsync(chosen, "Enter");
        await Page.WaitForSelectorAsync(".confusion button[aria-pressed=true]");
        await tab.WaitForTextAsync("h2", " taken for ");
        await SeeAsync("understand");
        return (told, await Page.Locator(".judged li img").CountAsync(), cells.Sum(), await tab.TextAsync(".verdict"));
    }

    /// <summary>Drops a picture on the page.</summary>
    /// <returns>The page's verdict, what it says of the heatmap, and its bars, the most probable first.</returns>
    public async Task<(string Verdict, string Heatmap, (string Class, double Share)[] Bars)> AskAsync(string file)
    {
        await GoToAsync("Use");
        await tab.DropFileAsync(".picture-drop", file);
        await Page.WaitForSelectorAsync(".answer figcaption", new() { Timeout = Patience });
        await SeeAsync("use");
        string[] bars = await Page.EvaluateAsync<string[]>("[...document.querySelectorAll('.class-bars li')].flatMap(row => [row.children[0].textContent, row.children[1].textContent.replace(/[<>%]/g, '')])");
        return (await tab.TextAsync(".answer h2"), await tab.TextAsync(".answer figcaption"), [.. bars.Chunk(2).Select(bar => (bar[0], double.Parse(bar[1], CultureInfo.InvariantCulture) / 100))]);
    }

    /// <summary>Says that the picture shows a class: it joins the pictures of that class, and is taken out again.</summary>
    /// <returns>What the page says to either.</returns>
    public async Task<(string Joined, string TakenOut)> CorrectAsync(string asClass)
    {
        await Page.SelectOptionAsync(".correct select", asClass);
        await tab.ClickAsync(".correct button", "Add it to the pictures");
        await tab.WaitForTextAsync(".correct [role=status]", "now. The next training");
        string joined = await tab.TextAsync(".correct [role=status]");
        await SeeAsync(null);
        await tab.ClickAsync(".correct button", "Take it out again");
        await tab.WaitForTextAsync(".correct [role=status]", "taken out");
        return (joined, await tab.TextAsync(".correct [role=status]"));
    }

    /// <summary>Takes the model away.</summary>
    public async Task ExportAsync(string file)
    {
        ILocator card = Page.Locator(".cards li", new() { HasText = "ONNX" }).First;
        await card.GetByRole(AriaRole.Button).ClickAsync();
        ILocator link = card.GetByRole(AriaRole.Link);
        await link.WaitForAsync(new() { Timeout = Patience });
        await SeeAsync(null);
        IDownload download = await Page.RunAndWaitForDownloadAsync(() => link.ClickAsync());
        await download.SaveAsAsync(file);
    }

    private Task GoToAsync(string step) => tab.ClickAsync("nav a", step);

    /// <summary>Looks at the page as it is now.</summary>
    private async Task SeeAsync(string? name)
    {
        if (pictures is not null && name is not null)
            Keep(await Page.ScreenshotAsync(), Path.Combine(pictures, $"{name}.png"));
        if (!await tab.IsFittingAsync())
            _barriers.Add($"{Page.Url}: wider than the window");
        _barriers.AddRange((await tab.FindBarriersAsync(isDark)).Select(one => $"{Page.Url}: {one}"));
    }

    /// <summary>As wide as a page of documents shows it, in 256 colours: a tenth of what the browser gives.</summary>
    private static void Keep(byte[] picture, string file)
    {
        using var small = NetVips.Image.ThumbnailBuffer(picture, ShownWidth);
        small.Pngsave(file, palette: true, effort: 10);
    }
}
