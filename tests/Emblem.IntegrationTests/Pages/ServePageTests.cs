using System.Net;
using Emblem.IntegrationTests.Support;
using PuppeteerSharp;

namespace Emblem.IntegrationTests.Pages;

/// <summary>The page of <c>emblem serve</c>: drop a picture, read the answer, see what speaks for a class.</summary>
public sealed class ServePageTests(TinyRun run)
{
    [Fact]
    public async Task ADroppedPictureIsAnsweredAndExplained()
    {
        await using IBrowser browser = await Chromium.LaunchAsync();
        await run.MadeAsync();
        await using EmblemProcess service = EmblemProcess.Start(null, "serve", run.Folder, "--port", "0");
        string line = await service.WaitForAsync("Serving ");
        string address = line.Split(' ').Single(word => word.StartsWith("http", StringComparison.Ordinal));
        (IPage page, List<string> asked, List<string> complaints) = await Chromium.OpenAsync(browser, address, 390, isDark: true);

        await DropAsync(page, Path.Combine(run.Pictures, "level", "003.png"));
        await page.WaitForSelectorAsync("#map:not([hidden])");
        string answer = await TextAsync(page, "#answer h2");
        string caption = await TextAsync(page, "#map figcaption");
        string[] bars = await page.EvaluateExpressionAsync<string[]>("[...document.querySelectorAll('#bars li button')].map(name => name.textContent)");
        await page.FocusAsync("#bars li:last-child button");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("before => document.querySelector('#map figcaption').textContent !== before", caption);
        string other = await TextAsync(page, "#map figcaption");
        int side = await page.EvaluateExpressionAsync<int>("document.querySelector('#map img').naturalWidth");
        bool isFitting = await page.EvaluateExpressionAsync<bool>("document.documentElement.scrollWidth <= innerWidth");
        await DropAsync(page, Path.Combine(run.Folder, "options.json"));
        await page.WaitForFunctionAsync("() => document.querySelector('#state').textContent.includes('not a picture')");

        Assert.Contains(bars[0], answer, StringComparison.Ordinal);
        Assert.Contains(bars[0], caption, StringComparison.Ordinal);
        Assert.Contains(bars[^1], other, StringComparison.Ordinal);
        Assert.Equal(["level", "upright"], bars.Order(StringComparer.Ordinal));
        Assert.Equal((384, true), (side, isFitting));
        Assert.Single(complaints, complaint => complaint.Contains($"{(int)HttpStatusCode.UnprocessableEntity}", StringComparison.Ordinal));
        Assert.All(asked, url => Assert.True(url.StartsWith(address, StringComparison.Ordinal) || url.StartsWith("blob:", StringComparison.Ordinal) || url.StartsWith("data:", StringComparison.Ordinal), url));
        service.Terminate();
        Assert.Equal(130, (await service.WaitAsync()).ExitCode);
    }

    /// <summary>As a person's drop: the file is the event's.</summary>
    private static Task DropAsync(IPage page, string file) => page.EvaluateFunctionAsync(
        """
        (name, base64) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))], name));
          document.getElementById("drop").dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
        }
        """,
        Path.GetFileName(file),
        Convert.ToBase64String(File.ReadAllBytes(file)));

    private static Task<string> TextAsync(IPage page, string selector) =>
        page.EvaluateFunctionAsync<string>("selector => document.querySelector(selector).textContent", selector);
}
