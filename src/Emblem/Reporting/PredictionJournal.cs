using System.Text;
using System.Text.Json;
using Emblem.Export;
using Emblem.Foundation;

namespace Emblem.Reporting;

/// <summary>
/// Answers so far, a line each, beside the file that will hold them all. What a killed prediction left is taken up again: as far as the same pictures come in the same
/// order, unchanged, to the same model. All kinds of files are made of it in the end, so each of them is whole or not there.
/// </summary>
internal sealed class PredictionJournal : IDisposable
{
    private const byte LineEnd = (byte)'\n';

    private readonly IReadOnlyList<string> _classes;
    private readonly FileStream _file;
    private readonly IEnumerator<(string Line, long End)> _known;
    private long _end;
    private bool _isAtEnd;

    private PredictionJournal(string path, IReadOnlyList<string> classes, string key)
    {
        _classes = classes;
        _file = OpenAlone(path);
        _known = Lines(_file).GetEnumerator();
        if (_known.MoveNext() && _known.Current.Line == key)
        {
            _end = _known.Current.End;
            return;
        }

        _file.SetLength(0);
        _file.Position = 0;
        _file.Write(Encoding.UTF8.GetBytes($"{key}\n"));
        _end = _file.Position;
        _isAtEnd = true;
    }

    /// <summary>Opens what is there, or begins anew.</summary>
    /// <param name="file">What is to be written in the end.</param>
    /// <param name="classes">The model's.</param>
    /// <param name="decides">All that decides answers, beside the pictures.</param>
    /// <exception cref="EmblemException">Another process predicts into the file.</exception>
    public static PredictionJournal Open(string file, IReadOnlyList<string> classes, string decides) =>
        new($"{file}.answers{AtomicFile.TemporaryExtension}", classes, ContentHash.Key($"1\n{decides}"));

    /// <summary>The next answers where all of them are known; from the first that is not on, none is.</summary>
    public IReadOnlyList<Prediction>? Next(IReadOnlyList<PictureInput> pictures)
    {
        if (_isAtEnd)
            return null;
        Prediction[] known = [.. pictures.Select(Known).TakeWhile(answer => answer is not null).OfType<Prediction>()];
        if (known.Length == pictures.Count)
        {
            _end = _known.Current.End;
            return known;
        }

        _file.SetLength(_end);
        _file.Position = _end;
        _isAtEnd = true;
        return null;
    }

    /// <summary>Puts an answer at the end; <see cref="Flush"/> gives it to the system, where a killed process cannot lose it any more.</summary>
    public void Add(Prediction prediction)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("file", prediction.File);
            json.WriteString("path", prediction.Path);
            json.WriteString("state", StateOf(prediction.Path));
            json.WriteStartArray("probabilities");
            foreach (float probability in prediction.Probabilities)
                json.WriteNumberValue(probability);
            json.WriteEndArray();
            if (prediction.Novelty is { } novelty)
                json.WriteNumber("novelty", novelty);
            if (prediction.Threshold > 0)
                json.WriteNumber("threshold", prediction.Threshold);
            json.WriteString("reason", prediction.Reason);
            json.WriteEndObject();
        }

        line.WriteByte(LineEnd);
        _file.Write(line.GetBuffer().AsSpan(0, (int)line.Length));
        _end += line.Length;
    }

    /// <inheritdoc cref="Add"/>
    public void Flush() => _file.Flush();

    /// <summary>All answers in their order, read as they are asked for.</summary>
    public IEnumerable<Prediction> All()
    {
        _file.Flush();
        return Lines(_file).Skip(1).TakeWhile(line => line.End <= _end).Select(line =>
        {
            using var json = JsonDocument.Parse(line.Line);
            return Parse(json);
        });
    }

    /// <summary>Its work is done: the files are there.</summary>
    public void Delete()
    {
        Dispose();
        File.Delete(_file.Name);
    }

    public void Dispose() => _file.Dispose();

    private static FileStream OpenAlone(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault)
        {
            throw new EmblemException($"'{path}' cannot be opened: {fault.Message} Does another process predict into the same file?", fault);
        }
    }

    /// <summary>Whole lines from the start, with the place after each; a killed process may have left a part of one.</summary>
    private static IEnumerable<(string Line, long End)> Lines(FileStream file)
    {
        var buffer = new byte[1 << 16];
        var line = new MemoryStream();
        for (long at = 0; ;)
        {
            int count = RandomAccess.Read(file.SafeFileHandle, buffer, at);
            if (count == 0)
                yield break;
            int from = 0;
            for (int end = buffer.AsSpan(0, count).IndexOf(LineEnd); end >= 0;)
            {
                line.Write(buffer, from, end - from);
                yield return (Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length), at + end + 1);
                line.SetLength(0);
                from = end + 1;
                int next = buffer.AsSpan(from, count - from).IndexOf(LineEnd);
                end = next < 0 ? -1 : from + next;
            }

            line.Write(buffer, from, count - from);
            at += count;
        }
    }

    private Prediction? Known(PictureInput picture) => _known.MoveNext() ? Read(_known.Current.Line, picture) : null;

    /// <summary>The answer of a line; null where it is another picture's, or one that has changed since.</summary>
    private Prediction? Read(string line, PictureInput picture)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            Prediction known = Parse(json);
            return known.File == picture.Name && known.Path == picture.Path && json.RootElement.GetProperty("state").GetString() == StateOf(picture.Path) ? known : null;
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private Prediction Parse(JsonDocument json)
    {
        JsonElement line = json.RootElement;
        return new Prediction(
            line.GetProperty("file").GetString()!, _classes, [.. line.GetProperty("probabilities").EnumerateArray().Select(value => value.GetSingle())], line.GetProperty("reason").GetString())
        {
            Path = line.GetProperty("path").GetString(),
            Novelty = line.TryGetProperty("novelty", out JsonElement novelty) ? novelty.GetDouble() : null,
            Threshold = line.TryGetProperty("threshold", out JsonElement threshold) ? threshold.GetDouble() : 0,
        };
    }

    /// <summary>By what a file that was changed is told; null for one that is not there, and for no file.</summary>
    private static string? StateOf(string? path) =>
        path is not null && new FileInfo(path) is { Exists: true } file ? FormattableString.Invariant($"{file.Length} {file.LastWriteTimeUtc.Ticks}") : null;
}
