using Emblem.IntegrationTests.Pages;
using Emblem.IntegrationTests.Support;

[assembly: AssemblyFixture(typeof(TinyRun))]

namespace Emblem.IntegrationTests.Pages;

/// <summary>
/// One small run that the tests of pages share: a head fitted on 24 drawn pictures, one of them under both labels, with its report and the page of its review. Made
/// when the first test asks for it.
/// </summary>
public sealed class TinyRun : IDisposable
{
    private readonly WorkFolder _work = new();
    private readonly Lazy<Task<(EmblemRun Report, EmblemRun Review)>> _made;

    public TinyRun() => _made = new(MakeAsync);

    public string Folder => _work["run"];

    public string Pictures => _work["data"];

    public string Report => Path.Combine(Folder, "report.html");

    public string ReviewPage => _work["review.html"];

    public string Corrections => _work["corrections.csv"];

    /// <summary>What the commands said that made it.</summary>
    internal Task<(EmblemRun Report, EmblemRun Review)> MadeAsync() => _made.Value;

    public void Dispose() => _work.Dispose();

    private async Task<(EmblemRun Report, EmblemRun Review)> MakeAsync()
    {
        TestPictures.Write(_work["data"], 12);
        File.Copy(Path.Combine(_work["data"], "level", "000.png"), Path.Combine(_work["data"], "upright", "copy.png"));
        (await EmblemProcess.RunAsync("train", _work["data"], "--test-fraction", "0.25", "--out", Folder, "--recipe", "head", "--weights", "box", "--size", "64")).Expect(0);
        EmblemRun report = (await EmblemProcess.RunAsync("report", Folder, "--json")).Expect(0);
        EmblemRun review = (await EmblemProcess.RunAsync("review", Folder, "--html", ReviewPage, "--csv", Corrections, "--json")).Expect(0);
        return (report, review);
    }
}
