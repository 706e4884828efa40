using System.Net;
using Emblem.IntegrationTests.Support;
using Microsoft.Playwright;

namespace Emblem.IntegrationTests.Pages;

/// <summary>The page of <c>emblem serve</c>: drop a picture, read the answer, see what speaks for a class.</summary>
public sealed class ServePageTests(TinyRun run)
{
    [Fact]
    public async Task ADroppedPictureIsAnsweredAndExplained()
    {
        await using Chromium browser = await Chromium.LaunchAsync();
        await run.MadeAsync();
        await using EmblemProcess service = EmblemProcess.Start(null, "serve", run.Folder, "--port", "0");
        string line = await service.WaitForAsync("Serving ");
        string address = line.Split(' ').Single(word => word.StartsWith("http", StringComparison.Ordinal));
        Tab tab = await browser.OpenAsync(address, 390, isDark: true);
        IPage page = tab.Page;

        await tab.DropAsync("#drop", "003.png", File.ReadAllBytes(Path.Combine(run.Pictures, "level", "003.png")));
        await page.WaitForSelectorAsync("#map:not([hidden])");
        string answer = await tab.TextAsync("#answer h2");
        string caption = await tab.TextAsync("#map figcaption");
        string[] bars = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('#bars li button')].map(name => name.textContent)");
        await page.PressAsync("#bars li:last-child button", "Enter");
        await page.WaitForFunctionAsync("before => document.querySelector('#map figcaption').textContent !== before", caption);
        string other = await tab.TextAsync("#map figcaption");
        int side = await page.EvaluateAsync<int>("document.querySelector('#map img').naturalWidth");
        bool isFitting = await tab.IsFittingAsync();
        await tab.DropAsync("#drop", "options.json", File.ReadAllBytes(Path.Combine(run.Folder, "options.json")));
        await tab.WaitForTextAsync("#state", "not a picture");

        Assert.Contains(bars[0], answer, StringComparison.Ordinal);
        Assert.Contains(bars[0], caption, StringComparison.Ordinal);
        Assert.Contains(bars[^1], other, StringComparison.Ordinal);
        Assert.Equal(["level", "upright"], bars.Order(StringComparer.Ordinal));
        Assert.Equal((384, true), (side, isFitting));
        Assert.Single(tab.Complaints, complaint => complaint.Contains($"{(int)HttpStatusCode.UnprocessableEntity}", StringComparison.Ordinal));
        Assert.All(tab.Asked, url => Assert.StartsWith(address, url, StringComparison.Ordinal));
        service.Terminate();
        Assert.Equal(130, (await service.WaitAsync()).ExitCode);
    }
}
