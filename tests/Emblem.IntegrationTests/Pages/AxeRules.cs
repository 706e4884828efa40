using Deque.AxeCore.Commons;

namespace Emblem.IntegrationTests.Pages;

/// <summary>What axe-core finds on a page that keeps somebody from using it.</summary>
internal static class AxeRules
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>Where a rule that axe calls serious or critical is broken in the page as it is shown now; rules on colours also in the other of light and dark.</summary>
    public static async Task<IReadOnlyList<string>> FindBarriersAsync(this Tab tab, bool isDark)
    {
        if (!await tab.Page.EvaluateAsync<bool>("'axe' in window"))
            await tab.Page.EvaluateAsync(Script);
        string[] found = await FindAsync(tab, "{ rules: { 'target-size': { enabled: true } } }");
        await tab.ShowAsync(!isDark);
        string[] there = await FindAsync(tab, "{ runOnly: ['color-contrast'] }");
        await tab.ShowAsync(isDark);
        return [.. found, .. there.Select(one => $"in the other colours {one}")];
    }

    private static Task<string[]> FindAsync(Tab tab, string options) => tab.Page.EvaluateAsync<string[]>(
        $$"""
        async () => (await axe.run(document, {{options}})).violations.filter(rule => ["serious", "critical"].includes(rule.impact))
          .flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 200)} (${node.failureSummary.replace(/\s+/g, " ")})`))
        """);
}
