using System.Collections.Concurrent;
using System.Text.Json;
using Emblem.Foundation;

namespace Emblem.Acquisition.Verification;

/// <summary>
/// The verdicts reached so far, a line each, appended as they are reached: a run that was killed goes on after them, and one over a finished
/// folder decodes nothing. Content decides, by its hash: a file that was only touched or copied is not decoded again.
/// </summary>
internal sealed class VerificationJournal : IDisposable
{
    private readonly string _path;
    private readonly string _options;
    private readonly ConcurrentDictionary<string, JournalEntry> _entries;
    private readonly Lock _gate = new();
    private readonly StreamWriter _writer;

    private VerificationJournal(string path, string options, IEnumerable<JournalEntry> entries)
    {
        (_path, _options) = (path, options);
        _entries = new ConcurrentDictionary<string, JournalEntry>(
            entries.GroupBy(entry => entry.Verdict.Record.Path).Select(same => KeyValuePair.Create(same.Key, same.Last())));
        // Begun anew, since the end of a journal that a kill cut off would swallow the next line.
        Compact(_ => true);
        _writer = new StreamWriter(path, append: true) { NewLine = "\n" };
    }

    public static VerificationJournal Open(string path, string options) => new(path, options, Read(path));

    /// <summary>The verdict on a file, which holds for the content that it names; null where there is none under these options.</summary>
    public FileVerdict? Find(string name) => _entries.TryGetValue(name, out JournalEntry? entry) && entry.Options == _options ? entry.Verdict : null;

    /// <summary>A verdict that was reached now.</summary>
    public void Add(FileVerdict verdict) => Add(new JournalEntry(_options, verdict));

    public void Add(JournalEntry entry)
    {
        _entries[entry.Verdict.Record.Path] = entry;
        lock (_gate)
        {
            _writer.WriteLine(JsonSerializer.Serialize(entry, VerificationJson.Default.JournalEntry));
            _writer.Flush();
        }
    }

    /// <summary>Ends the journal of a finished run, and forgets files that are no longer there.</summary>
    public void Close(Func<string, bool> isThere)
    {
        _writer.Dispose();
        Compact(isThere);
    }

    public void Dispose() => _writer.Dispose();

    private void Compact(Func<string, bool> isThere) => AtomicFile.WriteText(_path, writer =>
    {
        IEnumerable<JournalEntry> kept = _entries.Values.Where(entry => isThere(entry.Verdict.Record.Path));
        foreach (JournalEntry entry in kept.OrderBy(entry => entry.Verdict.Record.Path, StringComparer.Ordinal))
            writer.WriteLine(JsonSerializer.Serialize(entry, VerificationJson.Default.JournalEntry));
    });

    private static IEnumerable<JournalEntry> Read(string path)
    {
        if (!File.Exists(path))
            return [];
        var entries = new List<JournalEntry>();
        foreach (string line in File.ReadAllLines(path))
        {
            try
            {
                entries.Add(JsonSerializer.Deserialize(line, VerificationJson.Default.JournalEntry)!);
            }
            catch (JsonException)
            {
                // The last line of a run that was killed while it wrote: that file is decoded again.
            }
        }

        return entries;
    }
}
