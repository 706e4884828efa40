using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Emblem.IntegrationTests.Pages;

/// <summary>A page in the browser, with all that it asked for and complained of.</summary>
internal sealed class Tab
{
    private readonly ConcurrentQueue<string> _asked = [];
    private readonly ConcurrentQueue<string> _complaints = [];

    public Tab(IPage page)
    {
        Page = page;
        page.Request += (_, request) => _asked.Enqueue(request.Url);
        page.Console += (_, message) => _complaints.Enqueue(message.Text);
        page.PageError += (_, error) => _complaints.Enqueue(error);
    }

    public IPage Page { get; }

    /// <summary>Addresses, those within the page (data:, blob:) left out.</summary>
    public IEnumerable<string> Asked => _asked.Where(address => !address.StartsWith("data:", StringComparison.Ordinal) && !address.StartsWith("blob:", StringComparison.Ordinal));

    /// <summary>What the console showed, and errors of scripts; what Blazor tells of its connection is left out.</summary>
    public IEnumerable<string> Complaints => _complaints.Where(text => !text.Contains("Information:", StringComparison.Ordinal));

    /// <summary>Whether nothing is wider than the window.</summary>
    public Task<bool> IsFittingAsync() => Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth");

    /// <summary>Light or dark.</summary>
    public Task ShowAsync(bool isDark) => Page.EmulateMediaAsync(new() { ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light });

    /// <summary>Clicks on what has this text and no other.</summary>
    public Task ClickAsync(string selector, string text) => Page.Locator(selector, new() { HasTextRegex = new Regex($"^\\s*{Regex.Escape(text)}\\s*$") }).ClickAsync();

    /// <summary>Waits until the text is there.</summary>
    public Task WaitForTextAsync(string selector, string text) => Page.Locator(selector, new() { HasText = text }).First.WaitForAsync();

    /// <summary>What an element says, shown or not.</summary>
    public async Task<string> TextAsync(string selector) => await Page.TextContentAsync(selector) ?? "";

    /// <summary>As a person's drop: the file is the event's.</summary>
    public Task DropAsync(string selector, string name, byte[] bytes) => Page.Locator(selector).EvaluateAsync(
        """
        (place, [name, base64]) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))], name));
          place.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
        }
        """,
        new[] { name, Convert.ToBase64String(bytes) });

    /// <summary>Drops a file as the system does: the browser itself reads it.</summary>
    public async Task DropFileAsync(string selector, string file)
    {
        ILocator place = Page.Locator(selector);
        await place.ScrollIntoViewIfNeededAsync();
        LocatorBoundingBoxResult box = (await place.BoundingBoxAsync())!;
        ICDPSession browser = await Page.Context.NewCDPSessionAsync(Page);
        foreach (string step in (string[])["dragEnter", "dragOver", "drop"])
        {
            await browser.SendAsync("Input.dispatchDragEvent", new()
            {
                ["type"] = step,
                ["x"] = box.X + (box.Width / 2),
                ["y"] = box.Y + (box.Height / 2),
                ["data"] = new { items = Array.Empty<string>(), files = new[] { file }, dragOperationsMask = 1 },
            });
        }
    }
}
