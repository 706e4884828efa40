using Emblem.Acquisition;
using Emblem.Foundation;
using Emblem.Tests.Support;

namespace Emblem.Tests.Acquisition;

public sealed class VerificationReportTests
{
    private static readonly VerificationReport Report = new(
    [
        new VerificationRecord
        {
            Path = "a/ä, \"b\"\n.jpg",
            Format = "jpeg",
            Width = 3,
            Height = 4,
            Outcome = VerificationOutcome.Converted,
            Reason = "shrunk",
            Sha256Before = "1",
            Sha256After = "2",
            Bytes = 5,
            Written = "a/x.jpg",
        },
        new VerificationRecord { Path = "a/page.jpg", Format = "html", Outcome = VerificationOutcome.NotAPicture, Reason = "not a picture: a web page" },
        new VerificationRecord { Path = "a/cut.jpg", Format = "jpeg", Outcome = VerificationOutcome.SetAside, Reason = "damaged", Bytes = 3_000_000_000 },
    ]);

    [Fact]
    public void ReadsWhatItWrote()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("out", VerificationReport.FileName);
        Report.Write(path);

        Assert.Equal(Report.Records, VerificationReport.Read(path).Records);
        Assert.Equal("path,format,width,height,outcome,reason,sha256_before,sha256_after,bytes,written", File.ReadLines(path).First());
    }

    [Theory]
    [InlineData("index,url\n1,http://a\n")]
    [InlineData("path,format,width,height,outcome,reason,sha256_before,sha256_after,bytes,written\na,png,1,1,eaten,,,,5,\n")]
    [InlineData("path,format,width,height,outcome,reason,sha256_before,sha256_after,bytes,written\na,png,1,1,kept,,,,many,\n")]
    public void RefusesWhatIsNoReport(string text)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("verification.csv");
        File.WriteAllText(path, text);

        EmblemException fault = Assert.Throws<EmblemException>(() => VerificationReport.Read(path));

        Assert.Contains(path, fault.Message, StringComparison.Ordinal);
    }
}
