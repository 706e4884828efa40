using PuppeteerSharp;

namespace Emblem.IntegrationTests.Pages;

/// <summary>The system's own Chromium, without a window. Nothing is downloaded; where there is none, tests skip and say so.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    public static async Task<IBrowser> LaunchAsync()
    {
        string? program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, "SKIPPED: needs Chromium, which is not here: apt-get install chromium.");

        // The superuser's Chromium has no sandbox to run in, and the pages are our own.
        return await Puppeteer.LaunchAsync(new LaunchOptions { ExecutablePath = program, Headless = true, Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
    }

    /// <summary>Opens a file, and takes down what it asks for and complains of.</summary>
    public static async Task<(IPage Page, List<string> Asked, List<string> Complaints)> OpenAsync(IBrowser browser, string file, int width, bool isDark)
    {
        IPage page = await browser.NewPageAsync();
        var asked = new List<string>();
        var complaints = new List<string>();
        page.Request += (_, request) => asked.Add(request.Request.Url);
        page.Console += (_, message) => complaints.Add(message.Message.Text);
        page.PageError += (_, error) => complaints.Add(error.Message);
        await page.SetViewportAsync(new ViewPortOptions { Width = width, Height = 900 });
        await page.EmulateMediaFeaturesAsync([new MediaFeatureValue { MediaFeature = MediaFeature.PrefersColorScheme, Value = isDark ? "dark" : "light" }]);
        await page.GoToAsync(new Uri(file).AbsoluteUri);
        return (page, asked, complaints);
    }
}
