using Emblem.Acquisition;
using Emblem.Foundation;
using Emblem.Tests.Support;

namespace Emblem.Tests.Acquisition;

public sealed class DownloadJournalTests
{
    private static readonly JournalRow Row = new(
        new DownloadRecord { Index = 3, Url = "http://a.example/ü\n", Outcome = DownloadOutcome.Downloaded, File = "00000003.png", Bytes = 9, Sha256 = "ab" },
        new Validators("\"v1\"", "Thu, 01 Jan 1970 00:00:00 GMT"));

    [Fact]
    public void RowsOutliveTheRunThatWroteThem()
    {
        using var folder = new TemporaryFolder();
        using (var journal = DownloadJournal.Open(folder.Path))
        {
            journal.Append(Row);
            journal.Append(Row with { Validators = Validators.None });
        }

        using var again = DownloadJournal.Open(folder.Path);

        Assert.Equal([Row, Row with { Validators = Validators.None }], again.Rows);
    }

    [Theory]
    [InlineData("{\"Record\":{\"Index\":4,\"Ur")]
    [InlineData("\0\0\0\0\n")]
    [InlineData("{}\n")]
    public void ARowThatWasTornIsLeftOutAndTheNextOneIsWhole(string torn)
    {
        using var folder = new TemporaryFolder();
        using (var journal = DownloadJournal.Open(folder.Path))
            journal.Append(Row);
        File.AppendAllText(Path.Combine(folder.Path, DownloadJournal.FileName), torn);

        using (var journal = DownloadJournal.Open(folder.Path))
        {
            Assert.Equal([Row], journal.Rows);
            journal.Append(Row);
        }

        using var again = DownloadJournal.Open(folder.Path);
        Assert.Equal([Row, Row], again.Rows);
    }

    [Fact]
    public void OneRunAtATime()
    {
        using var folder = new TemporaryFolder();
        using var journal = DownloadJournal.Open(folder.Path);

        EmblemException fault = Assert.Throws<EmblemException>(() => DownloadJournal.Open(folder.Path));

        Assert.StartsWith("Another run is downloading", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnEmptyJournalLeavesNoFile()
    {
        using var folder = new TemporaryFolder();
        using (var journal = DownloadJournal.Open(folder.Path))
        {
            journal.Append(Row);
            journal.Clear();
        }

        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }
}
