using Emblem.Data;
using Emblem.IntegrationTests.Support;
using Microsoft.Playwright;

namespace Emblem.IntegrationTests.Pages;

/// <summary>Labels are reviewed, and decided on without a mouse.</summary>
public sealed class ReviewPageTests(TinyRun run)
{
    [Fact]
    public async Task TheVerbNamesThePictureUnderTwoLabelsFirst()
    {
        (_, EmblemRun review) = await run.MadeAsync();

        Corrections lines = Corrections.Read(run.Corrections);

        Assert.Equal(25, lines.Count);
        Assert.Equal(["level/000", "upright/copy"], lines.Take(2).Select(line => line.PictureFile[..line.PictureFile.LastIndexOf('.')]).Order());
        Assert.All(lines.Take(2), line => Assert.StartsWith("one picture under two labels", line.Reason, StringComparison.Ordinal));
        Assert.Equal(lines.Count(line => line.Reason.Length > 0), review.Json.GetProperty("suspects").GetInt32());
        Assert.Equal((25, run.ReviewPage), (review.Json.GetProperty("pictures").GetArrayLength(), review.Json.GetProperty("html").GetString()));
    }

    [Fact]
    public async Task KeysDecideAndWhatIsSavedIsReadBack()
    {
        await using Chromium browser = await Chromium.LaunchAsync();
        await run.MadeAsync();
        Tab tab = await browser.OpenAsync(run.ReviewPage, 390, isDark: false);
        IPage page = tab.Page;
        using var downloads = new WorkFolder();
        string[] names = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('article h2')].map(h => h.textContent)");

        await page.Keyboard.PressAsync("k");
        await page.Keyboard.PressAsync("r");
        await page.FocusAsync("article input:checked");
        await page.Keyboard.PressAsync("u");
        await page.FocusAsync("article input:checked");
        await page.Keyboard.PressAsync("x");
        IDownload download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("#save"));
        await download.SaveAsAsync(downloads[download.SuggestedFilename]);
        Corrections saved = Corrections.Read(downloads["corrections.csv"]);

        Assert.Equal(Corrections.Read(run.Corrections).Select(line => line.PictureFile), saved.Select(line => line.PictureFile));
        Assert.Equal([names[0], names[1]], saved.Decided.Select(line => line.PictureFile));
        Assert.Equal([CorrectionAction.Remove, CorrectionAction.Relabel], saved.Decided.Select(line => line.Action));
        Assert.Equal(saved.Decided[1].Label == "level" ? "upright" : "level", saved.Decided[1].NewLabel);
        Assert.Empty(tab.Complaints);
        Assert.All(tab.Asked, address => Assert.StartsWith("file:", address, StringComparison.Ordinal));
        Assert.True(await tab.IsFittingAsync());
    }
}
