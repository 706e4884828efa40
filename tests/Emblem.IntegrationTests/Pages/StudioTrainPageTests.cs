using Emblem.IntegrationTests.Support;
using PuppeteerSharp;

namespace Emblem.IntegrationTests.Pages;

/// <summary>A training that is begun, followed and judged on the page, at a telephone's width.</summary>
public sealed class StudioTrainPageTests : IDisposable
{
    // Ten seconds where nothing else runs.
    private const int Patience = 90_000;

    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task ARunIsBegunFollowedAndScored()
    {
        await using IBrowser browser = await Chromium.LaunchAsync();
        TestPictures.Write(Path.Combine(_work["projects"], "stripes", "verified"), 12);
        await using EmblemProcess studio = EmblemProcess.Start(null, "studio", _work["projects"], "--no-open");
        string address = (await studio.WaitForAsync("?token=")).Trim();
        (IPage page, List<string> asked, List<string> complaints) = await Chromium.OpenAsync(browser, address, 390, isDark: true);
        await page.WaitForSelectorAsync(".cards a");
        await page.GoToAsync($"{new Uri(address).GetLeftPart(UriPartial.Authority)}/projects/stripes/train");
        await page.WaitForSelectorAsync("input[name=recipe][value=head]");

        await page.FocusAsync("input[name=recipe][value=head]");
        await page.Keyboard.PressAsync("Space");
        await page.TypeAsync("input[type=number]", "32");
        await page.Keyboard.PressAsync("Tab");
        await page.WaitForFunctionAsync("() => /--recipe head .*--size 32/.test(document.querySelector('.command').textContent)");
        await page.FocusAsync("form button[type=submit]");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync(".run progress");
        string going = await TextAsync(page, "#run-title");
        await page.WaitForSelectorAsync(".run .score", new WaitForSelectorOptions { Timeout = Patience });
        string ended = await TextAsync(page, "#run-title");
        string score = await TextAsync(page, ".run .score");

        Assert.Equal(("Run 001: training", "Run 001: finished"), (going, ended));
        Assert.Matches("^\\d+ of \\d+ pictures that it had never seen were right: \\d+%", score);
        Assert.True(File.Exists(Path.Combine(_work["projects"], "stripes", "runs", "001", "best.safetensors")));
        Assert.True(await page.EvaluateExpressionAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        Assert.DoesNotContain(complaints, complaint => !complaint.Contains("Information:", StringComparison.Ordinal));
        Assert.All(asked, url => Assert.StartsWith(new Uri(address).GetLeftPart(UriPartial.Authority), url, StringComparison.Ordinal));
    }

    private static Task<string> TextAsync(IPage page, string selector) =>
        page.EvaluateFunctionAsync<string>("selector => document.querySelector(selector).textContent", selector);
}
