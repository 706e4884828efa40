using System.Text.RegularExpressions;
using Emblem.Imaging;
using Emblem.Interpretation;
using Emblem.Reporting.Report;

namespace Emblem.Tests.Reporting.Report;

/// <summary>The pieces of a page.</summary>
public sealed partial class PageSectionTests
{
    private const string Hostile = "</td><script>alert(1)</script>\"'&";

    [Fact]
    public void NoTextIsMarkup()
    {
        string html = new PageSection("s", "S").Say(Hostile).Lack(Hostile).Head(Hostile).List([Hostile]).Command(Hostile)
            .Table(Hostile, [Hostile], [[Hostile]]).Pictures([new PageCard([(null, Hostile)], [Hostile])]).Fold(Hostile, inner => inner.Say(Hostile)).Html;

        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("\"'", html, StringComparison.Ordinal);
        Assert.Equal(12, Escaped().Count(html));
    }

    [Fact]
    public void TablesHaveHeadingsNumbersAtTheRightAndSayHowManyMoreThereAre()
    {
        string html = new PageSection("s", "S").Table("Counts", ["class", "pictures", "share"], [["cat", "3", "30%"], ["dog", "12", ""], ["9 lives", "1", "5%"]], most: 2).Html;

        Assert.Equal(3, Columns().Count(html));
        Assert.Equal(2, Rows().Count(html));
        Assert.Contains("<td class=\"n\">12</td>", html, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">cat</th>", html, StringComparison.Ordinal);
        Assert.Contains("… and 1 more.", html, StringComparison.Ordinal);
    }

    [Fact]
    public void APictureIsAThumbnailWithOrWithoutItsEvidence()
    {
        PixelImage view = Support.Pictures.Waves(400, 300);

        string plain = PagePicture.Of(view);
        string seen = PagePicture.Of(view, new Heatmap(2, 2, [0, 1, 0, 0]));

        Assert.NotEqual(plain, seen);
        Assert.All((string[])[plain, seen], source =>
        {
            PixelImage read = ImageCodec.Decode(Convert.FromBase64String(source["data:image/jpeg;base64,".Length..]));
            Assert.Equal((PagePicture.Side, 135), (read.Width, read.Height));
        });
        Assert.Null(PagePicture.Of("no-such-file.jpg"));
    }

    [GeneratedRegex("&lt;/td&gt;")]
    private static partial Regex Escaped();

    [GeneratedRegex("<th scope=\"col\"")]
    private static partial Regex Columns();

    [GeneratedRegex("<th scope=\"row\"")]
    private static partial Regex Rows();
}
