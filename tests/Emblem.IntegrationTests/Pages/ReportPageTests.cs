using System.Text.Json;
using Emblem.IntegrationTests.Support;
using Microsoft.Playwright;

namespace Emblem.IntegrationTests.Pages;

/// <summary>The report as a browser shows it: on a telephone and on a desk, light and dark, and on paper.</summary>
public sealed class ReportPageTests(TinyRun run)
{
    // Each finds what is wrong; nothing is right.
    private static readonly (string What, string Script)[] Rules =
    [
        ("wider than the window", "document.documentElement.scrollWidth > innerWidth ? [document.documentElement.scrollWidth] : []"),
        ("a picture that does not decode", "[...document.images].filter(i => !i.complete || i.naturalWidth === 0).map(i => i.alt)"),
        ("a picture without words", "[...document.images].filter(i => !i.alt).map(i => i.outerHTML.slice(0, 80))"),
        ("a chart without size or words", "[...document.querySelectorAll('svg')].filter(s => s.getBoundingClientRect().width < 200 || s.getBoundingClientRect().height < 100 || s.getAttribute('role') !== 'img' || !s.querySelector('title').textContent || s.querySelector('desc').textContent.length < 20).map(s => s.textContent.slice(0, 80))"),
        ("a text that is cut off by its chart", "[...document.querySelectorAll('svg text')].filter(t => { const b = t.getBoundingClientRect(), c = t.ownerSVGElement.getBoundingClientRect(); return b.left < c.left - 1 || b.right > c.right + 1 || b.top < c.top - 1 || b.bottom > c.bottom + 1; }).map(t => t.textContent)"),
        ("a heading out of order", "[...document.querySelectorAll('h1,h2,h3,h4')].filter((h, i, all) => h.tagName[1] - (i ? all[i - 1].tagName[1] : 0) > 1).map(h => h.textContent)"),
        ("a name given twice", "[...document.querySelectorAll('[id]')].map(e => e.id).filter((id, i, all) => all.indexOf(id) !== i)"),
        ("a link that leads nowhere", "[...document.querySelectorAll('a')].filter(a => !document.querySelector(a.getAttribute('href'))).map(a => a.textContent)"),
        ("a heading of a table without scope", "[...document.querySelectorAll('th:not([scope])')].map(t => t.textContent)"),
        ("a landmark that is missing", "['header', 'main', 'nav[aria-label]', 'footer', 'h1', '.skip'].filter(l => document.querySelectorAll(l).length !== 1)"),
        ("a script", "[...document.scripts].map(s => s.textContent)"),
    ];

    [Fact]
    public async Task ItIsWholeOnEveryScreen()
    {
        await using Chromium browser = await Chromium.LaunchAsync();
        await run.MadeAsync();
        foreach ((int width, bool isDark) in ((int, bool)[])[(390, false), (1280, false), (390, true), (1280, true)])
        {
            Tab tab = await browser.OpenAsync(run.Report, width, isDark);
            IPage page = tab.Page;
            foreach ((string what, string script) in Rules)
            {
                string found = JsonSerializer.Serialize(await page.EvaluateAsync<JsonElement>(script));
                Assert.True(found == "[]", $"{what} at {width} px: {found}");
            }

            Assert.Empty(tab.Complaints);
            Assert.Equal([new Uri(run.Report).AbsoluteUri], tab.Asked);
            string ground = await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
            Assert.Equal(isDark ? "rgb(20, 23, 26)" : "rgb(255, 255, 255)", ground);
            Assert.True(await page.EvaluateAsync<int>("document.images.length") > 20);
            Assert.True(await page.EvaluateAsync<int>("document.querySelectorAll('svg').length") >= 5);
        }
    }

    [Fact]
    public async Task OnPaperNothingIsFoldedAway()
    {
        await using Chromium browser = await Chromium.LaunchAsync();
        await run.MadeAsync();
        IPage page = (await browser.OpenAsync(run.Report, 800, isDark: true)).Page;

        await page.EmulateMediaAsync(new() { Media = Media.Print });

        Assert.Equal(0, await page.EvaluateAsync<int>("[...document.querySelectorAll('details > :not(summary)')].filter(e => e.getBoundingClientRect().height === 0).length"));
        Assert.Equal("rgb(255, 255, 255)", await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        Assert.Equal("none", await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('nav')).display"));
    }

    [Fact]
    public async Task TheVerbGivesItsNumbers()
    {
        (EmblemRun report, _) = await run.MadeAsync();

        Assert.Equal(run.Report, report.Json.GetProperty("report").GetString());
        Assert.Equal(5, report.Json.GetProperty("summary").GetArrayLength());
        Assert.InRange(report.Json.GetProperty("test").GetProperty("score").GetProperty("count").GetInt32(), 4, 8);
        Assert.Equal(1, report.Json.GetProperty("copies").GetArrayLength());
        Assert.Equal(0, report.Json.GetProperty("missing").GetArrayLength());
        Assert.StartsWith("emblem train ", report.Json.GetProperty("command").GetString(), StringComparison.Ordinal);
    }
}
