using System.Text;
using Emblem.Export;
using Emblem.Predict;
using Emblem.Reporting;
using Emblem.Tests.Support;

namespace Emblem.Tests.Predict;

public sealed class AnswerWriterTests
{
    private static readonly string[] Classes = ["cat, small", "dög"];

    private static readonly Prediction[] Answers =
    [
        new("a \"b\".jpg", Classes, [0.25f, 0.75f], null),
        new("none.txt", Classes, [], "not a picture"),
        new("far.jpg", Classes, [0.6f, 0.4f], "neither") { Novelty = 1.5 },
    ];

    [Fact]
    public void LinesAreThoseOfTheTool()
    {
        using var folder = new TemporaryFolder();
        string csv = folder.Create("a.csv"), lines = folder.Create("a.jsonl");
        PredictionTable.Write(csv, Answers, Classes);
        PredictionLines.Write(lines, Answers);

        Assert.Equal(File.ReadAllText(csv), Printed(AnswerFormat.Csv));
        Assert.Equal(File.ReadAllText(lines), Printed(AnswerFormat.JsonLines));
    }

    [Fact]
    public void PeopleReadTheClassBeforeTheName() => Assert.Equal(
        """
        prediction  probability  picture
        ----------  -----------  -------
        dög               0.750  a "b".jpg
        none                     none.txt: not a picture
        neither (cat, small)        0.600  far.jpg

        """.ReplaceLineEndings("\n"),
        Printed(AnswerFormat.Table));

    [Fact]
    public void CountsThoseThatCouldNotBeRead()
    {
        using var writer = new AnswerWriter(new MemoryStream(), AnswerFormat.Table, Classes);

        foreach (Prediction answer in Answers)
            writer.Add(answer);

        Assert.Equal((3, 1), (writer.Count, writer.Unread));
    }

    private static string Printed(AnswerFormat format)
    {
        var output = new MemoryStream();
        using (var writer = new AnswerWriter(output, format, Classes))
        {
            foreach (Prediction answer in Answers)
                writer.Add(answer);
        }

        return Encoding.UTF8.GetString(output.ToArray());
    }
}
