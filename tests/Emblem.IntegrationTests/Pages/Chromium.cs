using System.Reflection;
using Microsoft.Playwright;

namespace Emblem.IntegrationTests.Pages;

/// <summary>The system's own Chromium, without a window. Nothing is downloaded; where there is none, tests skip and say so.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private readonly IPlaywright _driver;
    private readonly IBrowser _browser;
    private readonly IBrowserContext _context;

    // Playwright's driver (node and its script, 138 MB) is run from where the package lies, not from a copy in the output.
    static Chromium() => Environment.SetEnvironmentVariable(
        "PLAYWRIGHT_DRIVER_SEARCH_PATH", typeof(Chromium).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "PlaywrightDriver").Value);

    private Chromium(IPlaywright driver, IBrowser browser, IBrowserContext context) => (_driver, _browser, _context) = (driver, browser, context);

    public static async Task<Chromium> LaunchAsync()
    {
        string? program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, "SKIPPED: needs Chromium, which is not here: apt-get install chromium.");

        // The superuser's Chromium has no sandbox to run in, and the pages are our own.
        IPlaywright driver = await Playwright.CreateAsync();
        IBrowser browser = await driver.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
        return new Chromium(driver, browser, await browser.NewContextAsync());
    }

    /// <summary>Opens an address or a file in a tab of its own, which shares its cookies with the others.</summary>
    public async Task<Tab> OpenAsync(string address, int width, bool isDark)
    {
        IPage page = await _context.NewPageAsync();
        var tab = new Tab(page);
        await page.SetViewportSizeAsync(width, 900);
        await tab.ShowAsync(isDark);
        await page.GotoAsync(new Uri(address).AbsoluteUri);
        return tab;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _driver.Dispose();
    }
}
