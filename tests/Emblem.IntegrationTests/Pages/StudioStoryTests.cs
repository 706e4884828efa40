using Emblem.Data;
using Emblem.Export;
using Emblem.IntegrationTests.Support;
using Emblem.Projects;

namespace Emblem.IntegrationTests.Pages;

/// <summary>
/// The whole job on the pages of <c>emblem studio</c>, on the quickstart's lists: from nothing to a model that answers elsewhere. With <c>EMBLEM_SCREENSHOTS=1</c> the pictures of
/// docs/studio.md are made on the way.
/// </summary>
public sealed class StudioStoryTests(QuickstartWeb web) : IClassFixture<QuickstartWeb>
{
    // What is quick, and what is worth a look in pictures of it.
    private static readonly (int Each, string Recipe, int Size) Quick = (24, "scratch", 64);
    private static readonly (int Each, string Recipe, int Size) Shown = (40, "finetune", 128);

    // Bars show tenths of a percent, and ONNX Runtime sums in another order than torch.
    private const double Rounding = 0.002;

    private static string? Pictures => Environment.GetEnvironmentVariable("EMBLEM_SCREENSHOTS") is null ? null : Directory.CreateDirectory(Path.Combine(SourceTree.Root, "docs", "studio")).FullName;

    [Theory]
    [InlineData(1440, false)]
    [InlineData(390, true)]
    public async Task FromTwoListsToAModelThatAnswersElsewhere(int width, bool isDark)
    {
        await using Chromium browser = await Chromium.LaunchAsync();
        using var work = new WorkFolder();
        await using EmblemProcess studio = EmblemProcess.Start(new() { TimeLimit = TimeSpan.FromMinutes(5) }, "studio", work["projects"], "--no-open", "--allow-private");
        string address = await studio.WaitForAsync("?token=");
        Tab tab = await browser.OpenAsync(address, width, isDark);
        string? pictures = isDark ? null : Pictures;
        (int each, string recipe, int size) = pictures is null ? Quick : Shown;
        var story = new StudioStory(tab, isDark, pictures);
        var project = new ProjectFolder(work["projects/emblems"]);

        await story.CreateProjectAsync("emblems");
        foreach (string name in QuickstartWeb.Classes)
            await story.CollectAsync(name, web.ListOf(name));
        string collected = await story.GatherAsync(each);
        int good = ProjectCollection.Read(project).Classes.Sum(one => one.Good);
        string facts = await story.LookAsync();
        await story.FindSuspectsAsync();
        string[] said = [await story.DecideAsync("k"), await story.RelabelAsync(QuickstartWeb.Classes), await story.DecideAsync("r")];
        (string command, string score) = await story.TrainAsync(recipe, size);
        (int told, int shown, int all, string judged) = await story.UnderstandAsync();
        (string verdict, string heatmap, (string Class, double Share)[] bars) = await story.AskAsync(web.TestPicture.File);
        string other = QuickstartWeb.Classes.First(name => name != bars[0].Class);
        (string joined, string takenOut) = await story.CorrectAsync(other);
        await story.ExportAsync(work["model.onnx"]);
        using var predictor = Predictor.LoadOnnx(work["model.onnx"]);
        Prediction answer = predictor.Predict(web.TestPicture.File);

        Assert.Equal($"All is collected: {good} good pictures in 2 classes.", collected);
        Assert.Contains("http://127.0.0.1:", facts, StringComparison.Ordinal);
        Assert.Equal(Corrections.Read(project.Corrections).Decided.Select(SaidOf).Order(StringComparer.Ordinal), said.Order(StringComparer.Ordinal));
        Assert.Equal([CorrectionAction.Keep, CorrectionAction.Relabel, CorrectionAction.Remove], Corrections.Read(project.Corrections).Decided.Select(line => line.Action).Order());
        Assert.Contains($"--corrections {project.Corrections}", command, StringComparison.Ordinal);
        Assert.Matches("^\\d+ of \\d+ pictures that it had never seen were right: \\d+%", score);
        Assert.Equal(told, shown);
        Assert.Contains($"of {all} pictures", judged, StringComparison.Ordinal);
        Assert.Equal(QuickstartWeb.Classes, bars.Select(bar => bar.Class).Order(StringComparer.Ordinal));
        Assert.Contains(bars[0].Class, verdict, StringComparison.Ordinal);
        Assert.Contains(bars[0].Class, heatmap, StringComparison.Ordinal);
        Assert.Equal(($"It is one of the pictures of {other} now. The next training learns from it.", "It is taken out again."), (joined, takenOut));
        Assert.DoesNotContain(Directory.GetFiles(project.Downloaded, "*", SearchOption.AllDirectories), file => AddedPictures.IsAdded(Path.GetFileName(file)));
        Assert.Equal(bars[0].Class, answer.Label);
        Assert.Equal(bars[0].Share, answer.Confidence, Rounding);
        Assert.Equal(1, answer.Probabilities.Sum(), Rounding);
        Assert.True(story.Barriers.Count == 0, string.Join('\n', story.Barriers));
        Assert.Empty(tab.Complaints);
        Assert.All(tab.Asked, url => Assert.StartsWith(new Uri(address).GetLeftPart(UriPartial.Authority), url, StringComparison.Ordinal));
        studio.Terminate();
        Assert.Equal(130, (await studio.WaitAsync()).ExitCode);
    }

    private static string SaidOf(Correction line) => line.Action switch
    {
        CorrectionAction.Keep => $"{line.PictureFile}: kept.",
        CorrectionAction.Remove => $"{line.PictureFile}: removed.",
        _ => $"{line.PictureFile}: now {line.NewLabel}.",
    };
}
