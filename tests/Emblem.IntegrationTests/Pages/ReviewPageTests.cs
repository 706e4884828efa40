using Emblem.Data;
using Emblem.IntegrationTests.Support;
using PuppeteerSharp;

namespace Emblem.IntegrationTests.Pages;

/// <summary>Labels are reviewed, and decided on without a mouse.</summary>
public sealed class ReviewPageTests(TinyRun run)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

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
        await using IBrowser browser = await Chromium.LaunchAsync();
        await run.MadeAsync();
        (IPage page, List<string> asked, List<string> complaints) = await Chromium.OpenAsync(browser, run.ReviewPage, 390, isDark: false);
        using var downloads = new WorkFolder();
        await page.Client.SendAsync("Browser.setDownloadBehavior", new { behavior = "allow", downloadPath = downloads.Path });
        string[] names = await page.EvaluateExpressionAsync<string[]>("[...document.querySelectorAll('article h2')].map(h => h.textContent)");

        await page.Keyboard.PressAsync("k");
        await page.Keyboard.PressAsync("r");
        await page.FocusAsync("article input:checked");
        await page.Keyboard.PressAsync("u");
        await page.FocusAsync("article input:checked");
        await page.Keyboard.PressAsync("x");
        await page.ClickAsync("#save");
        Corrections saved = Corrections.Read(await SavedAsync(downloads["corrections.csv"]));

        Assert.Equal(Corrections.Read(run.Corrections).Select(line => line.PictureFile), saved.Select(line => line.PictureFile));
        Assert.Equal([names[0], names[1]], saved.Decided.Select(line => line.PictureFile));
        Assert.Equal([CorrectionAction.Remove, CorrectionAction.Relabel], saved.Decided.Select(line => line.Action));
        Assert.Equal(saved.Decided[1].Label == "level" ? "upright" : "level", saved.Decided[1].NewLabel);
        Assert.Empty(complaints);
        Assert.All(asked, address => Assert.True(address.StartsWith("file:", StringComparison.Ordinal) || address.StartsWith("data:", StringComparison.Ordinal) || address.StartsWith("blob:", StringComparison.Ordinal), address));
        Assert.True(await page.EvaluateExpressionAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
    }

    private static async Task<string> SavedAsync(string file)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!File.Exists(file))
            await Task.Delay(50, limit.Token);
        return file;
    }
}
