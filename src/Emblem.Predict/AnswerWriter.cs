using System.Text;
using CsvHelper;
using Emblem.Export;
using Emblem.Foundation;

namespace Emblem.Predict;

/// <summary>Prints answers as they come, so that memory does not grow with them.</summary>
internal sealed class AnswerWriter : IDisposable
{
    private const int WidestLabel = 40;

    private readonly Stream _output;
    private readonly StreamWriter _text;
    private readonly Action<Prediction> _write;

    /// <param name="output">UTF-8 without a mark goes there; closed with this.</param>
    /// <param name="format">How.</param>
    /// <param name="classes">The model's.</param>
    public AnswerWriter(Stream output, AnswerFormat format, IReadOnlyList<string> classes)
    {
        _output = output;
        _text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        _write = format switch
        {
            AnswerFormat.Csv => Csv(classes),
            AnswerFormat.JsonLines => answer => PredictionJson.WriteLine(_output, answer),
            _ => Table(classes),
        };
    }

    /// <summary>Pictures so far.</summary>
    public int Count { get; private set; }

    /// <summary>Those that could not be read.</summary>
    public int Unread { get; private set; }

    public void Add(Prediction answer)
    {
        _write(answer);
        _text.Flush();
        Count++;
        Unread += answer.Label is null ? 1 : 0;
    }

    public void Dispose() => _text.Dispose();

    private Action<Prediction> Csv(IReadOnlyList<string> classes)
    {
        CsvWriter csv = CsvWriter.Create(_text, CsvWriterOptions.Default with { NewLine = "\n" }, leaveOpen: true);
        csv.WriteHeader(PredictionCells.Heading(classes));
        return answer =>
        {
            csv.WriteRecord(PredictionCells.Of(answer));
            csv.Flush();
        };
    }

    /// <summary>The picture's name comes last: it may be of any length, and later ones are not known yet.</summary>
    private Action<Prediction> Table(IReadOnlyList<string> classes)
    {
        int width = Math.Min(WidestLabel, classes.Append("prediction").Max(name => name.Length));
        Row("prediction", "probability", "picture");
        Row(new string('-', width), new string('-', "probability".Length), "-------");
        return answer => Row(
            answer.IsNeither ? $"neither ({answer.Label})" : answer.IsUnsure ? $"unsure ({answer.Label})" : answer.Label ?? "none",
            answer.Label is null ? "" : ProbabilityText.Number(answer.Confidence),
            answer.Label is null ? $"{answer.File}: {answer.Reason}" : answer.File);

        void Row(string label, string probability, string picture) => _text.WriteLine($"{label.PadRight(width)}  {probability,11}  {picture}");
    }
}
