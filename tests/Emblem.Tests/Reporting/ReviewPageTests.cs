using System.Text.Json;
using System.Text.RegularExpressions;
using Emblem.Data;
using Emblem.Imaging;
using Emblem.Reporting;
using Emblem.Tests.Support;

namespace Emblem.Tests.Reporting;

public sealed partial class ReviewPageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ItHoldsAllLinesAndShowsThoseWithAReasonOrADecision()
    {
        string page = Write(
            new Correction("a.png", "cat") { SuggestedLabel = "dog", Score = 0.9, Reason = "looks like dog" },
            new Correction("b.png", "cat") { Score = 0.2 },
            new Correction("gone.png", "dog") { Action = CorrectionAction.Remove });

        Assert.Equal(["0", "2"], Cards().Matches(page).Select(card => card.Groups[1].Value));
        Assert.Single(Pictures().Matches(page));
        Assert.Contains("not among those that were looked at", page, StringComparison.Ordinal);
        JsonElement[] lines = [.. Lines(page).EnumerateArray()];
        Assert.Equal(["a.png", "b.png", "gone.png"], lines.Select(line => line.GetProperty("picture_file").GetString()));
        Assert.Equal(["picture_file", "label", "suggested_label", "score", "reason", "action", "new_label"], lines[0].EnumerateObject().Select(cell => cell.Name));
        Assert.Equal("remove", lines[2].GetProperty("action").GetString());
    }

    [Fact]
    public void NothingComesFromElsewhereAndNoNameIsMarkup()
    {
        const string hostile = "</script><img src=x onerror=alert(1)>\"'.png";
        string page = Write(new Correction(hostile, "<b>") { SuggestedLabel = "</article>", Reason = "<i>", Action = CorrectionAction.Keep });

        Assert.DoesNotContain("onerror=alert(1)>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", page, StringComparison.Ordinal);
        Assert.Equal(2, Scripts().Count(page));
        Assert.Equal(hostile, Lines(page)[0].GetProperty("picture_file").GetString());
    }

    [Fact]
    public void FourHundredPicturesAreUnderFiveMegabytes()
    {
        Correction[] lines = [.. Enumerable.Range(0, ReviewPage.MostShown + 5).Select(i => new Correction("a.png", "cat") { Reason = "x" })];
        string page = Write(lines);

        Assert.Equal(ReviewPage.MostShown, Cards().Count(page));
        Assert.Equal(lines.Length, Lines(page).GetArrayLength());
        Assert.InRange(page.Length, 1_000_000, 5_000_000);
    }

    private string Write(params Correction[] lines)
    {
        string picture = _folder.Create("a.png");
        File.WriteAllBytes(picture, ImageCodec.EncodePng(Support.Pictures.Waves(640, 480)));
        string path = _folder.Create("review.html");
        ReviewPage.Write(path, "Two & more", new Corrections(lines), ["cat", "dog"], line => line.PictureFile == "a.png" ? picture : null);
        return File.ReadAllText(path);
    }

    private static JsonElement Lines(string page) => JsonDocument.Parse(Json().Match(page).Groups[1].Value).RootElement;

    [GeneratedRegex("<article data-line=\"(\\d+)\"")]
    private static partial Regex Cards();

    [GeneratedRegex("<img alt=\"[^\"]*\" src=\"data:image/jpeg;base64,")]
    private static partial Regex Pictures();

    [GeneratedRegex("<script")]
    private static partial Regex Scripts();

    [GeneratedRegex("id=\"lines\">(.*)</script>")]
    private static partial Regex Json();
}
