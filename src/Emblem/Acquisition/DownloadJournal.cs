using System.Text.Json;
using System.Text.Json.Serialization;
using Emblem.Foundation;

namespace Emblem.Acquisition;

/// <summary>A finished address: its row of the manifest, and what the server calls this version of its picture.</summary>
internal sealed record JournalRow(DownloadRecord Record, Validators Validators);

/// <summary>
/// Rows that are not in the manifest yet: appended one by one, so that a killed run loses none. A row is written when its picture is whole
/// under its temporary name and before it gets its own, so a picture without a row cannot be. Being open, the file also keeps a second run
/// out of the folder.
/// </summary>
internal sealed class DownloadJournal : IDisposable
{
    /// <summary>Hidden from everything that looks for pictures.</summary>
    public const string FileName = $"{ReportFiles.DownloadWork}journal";

    private static readonly JsonSerializerOptions Json = new()
    {
        Converters = { new JsonStringEnumConverter() },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private readonly FileStream _file;
    private readonly Lock _gate = new();

    private DownloadJournal(FileStream file, IReadOnlyList<JournalRow> rows) => (_file, Rows) = (file, rows);

    /// <summary>What a killed run left, oldest first.</summary>
    public IReadOnlyList<JournalRow> Rows { get; }

    /// <summary>Opens or makes a folder's journal.</summary>
    /// <exception cref="EmblemException">Another run has it open.</exception>
    /// <exception cref="NotTrimmableException">The program is trimmed.</exception>
    public static DownloadJournal Open(string folder)
    {
        NotTrimmableException.ThrowIfTrimmed("journals of downloads");
        FileStream file = Lock(folder);
        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        // Whatever follows the last line break is a row that was being written when the run was killed.
        int whole = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        file.SetLength(whole);
        file.Position = whole;
        return new DownloadJournal(file, [.. Parse(bytes.AsMemory(0, whole))]);
    }

    /// <summary>Hands a row to the operating system, which keeps it whatever becomes of this process. Safe from several threads.</summary>
    public void Append(JournalRow row)
    {
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(row, Json), (byte)'\n'];
        lock (_gate)
        {
            _file.Write(line);
            _file.Flush();
        }
    }

    /// <summary>Forgets all rows: they are in the manifest now.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _file.SetLength(0);
            _file.Position = 0;
        }
    }

    /// <summary>Lets the folder go, and removes the file when no row is left in it.</summary>
    public void Dispose()
    {
        bool empty = _file.Length == 0;
        _file.Dispose();
        if (empty)
            File.Delete(_file.Name);
    }

    private static FileStream Lock(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException fault)
        {
            throw new EmblemException($"Another run is downloading into '{folder}'. Wait for its end, or give another folder.", fault);
        }
    }

    private static IEnumerable<JournalRow> Parse(ReadOnlyMemory<byte> text)
    {
        while (text.Length > 0)
        {
            int end = text.Span.IndexOf((byte)'\n');
            if (Row(text.Span[..end]) is { } row)
                yield return row;
            text = text[(end + 1)..];
        }
    }

    /// <summary>Null for a line that a failing disk or machine spoiled: its address is asked for again.</summary>
    private static JournalRow? Row(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize<JournalRow>(line, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
