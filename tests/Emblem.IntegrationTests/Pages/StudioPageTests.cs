using Emblem.IntegrationTests.Support;
using PuppeteerSharp;

namespace Emblem.IntegrationTests.Pages;

/// <summary>The pages of <c>emblem studio</c> about a run that is there: its mistakes are looked at, its model is asked.</summary>
public sealed class StudioPageTests(TinyRun run)
{
    [Fact]
    public async Task AFinishedRunIsUnderstoodAndUsed()
    {
        await using IBrowser browser = await Chromium.LaunchAsync();
        await run.MadeAsync();
        using var work = new WorkFolder();
        FolderCopy.Copy(run.Pictures, work["tiny/verified"]);
        FolderCopy.Copy(run.Folder, work["tiny/runs/001"]);
        await using EmblemProcess studio = EmblemProcess.Start(null, "studio", work.Path, "--no-open");
        string address = await studio.WaitForAsync("?token=");
        (IPage page, List<string> asked, List<string> complaints) = await Chromium.OpenAsync(browser, address, 390, isDark: true);

        await ClickAsync(page, ".cards a", "tiny");
        await ClickAsync(page, "nav a", "Look");
        await page.WaitForSelectorAsync(".grid img");
        await ClickAsync(page, "nav a", "Understand");
        await page.WaitForSelectorAsync(".confusion button");
        int cells = await page.EvaluateExpressionAsync<int>("[...document.querySelectorAll('.confusion button')].reduce((sum, cell) => sum + Number(cell.textContent), 0)");
        string cell = await page.EvaluateExpressionAsync<string>("document.querySelector('.confusion button').textContent.trim()");
        await page.FocusAsync(".confusion button");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("count => document.querySelectorAll('.judged li').length === Number(count)", cell);
        string score = await TextAsync(page, ".verdict");
        await ClickAsync(page, "nav a", "Use");
        await page.WaitForSelectorAsync(".picture-drop input");
        await (await page.QuerySelectorAsync(".picture-drop input")).UploadFileAsync(Path.Combine(run.Pictures, "level", "003.png"));
        await page.WaitForSelectorAsync(".answer figcaption");
        string verdict = await TextAsync(page, ".answer h2");
        string[] bars = await page.EvaluateExpressionAsync<string[]>("[...document.querySelectorAll('.class-bars button')].map(name => name.textContent)");

        Assert.Contains($"of {cells} pictures", score, StringComparison.Ordinal);
        Assert.Equal(["level", "upright"], bars.Order(StringComparer.Ordinal));
        Assert.Contains(bars[0], verdict, StringComparison.Ordinal);
        Assert.Contains(bars[0], await TextAsync(page, ".answer figcaption"), StringComparison.Ordinal);
        Assert.True(await page.EvaluateExpressionAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        Assert.DoesNotContain(complaints, complaint => complaint.Contains("rror", StringComparison.Ordinal));
        string own = new Uri(new Uri(address), "/").AbsoluteUri;
        Assert.All(asked, url => Assert.True(url.StartsWith(own, StringComparison.Ordinal) || url.StartsWith("blob:", StringComparison.Ordinal) || url.StartsWith("data:", StringComparison.Ordinal), url));
        studio.Terminate();
        Assert.Equal(130, (await studio.WaitAsync()).ExitCode);
    }

    private static async Task ClickAsync(IPage page, string selector, string text)
    {
        await page.WaitForFunctionAsync("(selector, text) => [...document.querySelectorAll(selector)].some(one => one.textContent.trim() === text)", selector, text);
        await page.EvaluateFunctionAsync("(selector, text) => [...document.querySelectorAll(selector)].find(one => one.textContent.trim() === text).click()", selector, text);
    }

    private static Task<string> TextAsync(IPage page, string selector) =>
        page.EvaluateFunctionAsync<string>("selector => document.querySelector(selector).textContent", selector);
}
