using Emblem.Tables;
using Emblem.Tests.Support;

namespace Emblem.Tests.Tables;

public sealed class CsvTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Table => _folder.Create("table.csv");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void LinesEndAlikeOnEverySystemAndQuotesReadBack()
    {
        CsvTable.Write(Table, ["name", "count"], csv =>
        {
            csv.WriteRecord("a, \"b\"", CsvTable.Text(1234567));
            csv.WriteRecord("", CsvTable.Text(null));
        });

        Assert.Equal("name,count\n\"a, \"\"b\"\"\",1234567\n,\n", File.ReadAllText(Table));
        Assert.Equal(
            [("a, \"b\"", 1234567), ("", null)],
            CsvTable.Read(Table, row => (row.GetString("name"), CsvTable.Number(row, "count"))));
    }

    [Theory]
    [InlineData("name\na\n")]
    [InlineData("name,count\na,many\n")]
    public void AnotherTableIsAFormatFault(string text)
    {
        File.WriteAllText(Table, text);

        Assert.Throws<FormatException>(() => CsvTable.Read(Table, row => (row.GetString("name"), CsvTable.Number(row, "count"))));
    }

    [Fact]
    public void ALineIsCutAtItsSeparator() => Assert.Equal(["a", "b;c", ""], CsvTable.Cells("a;\"b;c\";", ';'));
}
