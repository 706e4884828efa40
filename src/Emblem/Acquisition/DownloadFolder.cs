using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Acquisition;

/// <summary>
/// A folder that pictures are downloaded into: what it knows of earlier runs, and how a new picture joins it. Open, it belongs to one run;
/// a killed run's half-done work is put right on opening.
/// </summary>
internal sealed class DownloadFolder : IDisposable
{
    private static readonly string[] Extensions =
        [.. Enum.GetValues<ImageFormat>().Select(ImageSniffer.ExtensionOf).Where(extension => extension.Length > 0).Distinct()];

    private readonly string _path;
    private readonly DownloadJournal _journal;
    private readonly ValidatorsFile _validators;
    private readonly KeptPictures _kept;
    private readonly Dictionary<string, DownloadRecord> _known;

    private DownloadFolder(string path, DownloadJournal journal, DownloadManifest manifest, string? verifiedInto)
    {
        (_path, _journal, _kept) = (path, journal, new KeptPictures(path, verifiedInto));
        _validators = ValidatorsFile.Read(path);
        _known = manifest.Records.GroupBy(record => record.Url).ToDictionary(same => same.Key, same => same.First());
    }

    /// <summary>Opens a folder, made when missing.</summary>
    /// <exception cref="EmblemException">Another run is at it, or its manifest is none.</exception>
    public static DownloadFolder Open(string path, string? verifiedInto)
    {
        Directory.CreateDirectory(path);
        var journal = DownloadJournal.Open(path);
        try
        {
            var folder = new DownloadFolder(path, journal, DownloadManifest.Read(path), verifiedInto);
            folder.Recover();
            return folder;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>
    /// What to ask for, in the list's order: the row of an address whose picture is there, or an order. A picture keeps its name for good; a
    /// new one is named by its index, or, where an earlier list's picture has that number, by the first free one after the list's end.
    /// </summary>
    /// <param name="entries">The addresses.</param>
    /// <param name="refresh">Orders also what is there, naming the version.</param>
    public IReadOnlyList<(DownloadRecord? There, PictureOrder? Order)> Plan(IReadOnlyList<UrlEntry> entries, bool refresh)
    {
        var numbers = new PictureNumbers(_known.Values, entries.Count);
        DownloadRecord?[] there = new DownloadRecord?[entries.Count];
        Parallel.For(0, entries.Count, i => there[i] =
            _known.TryGetValue(entries[i].Url.OriginalString, out DownloadRecord? row) && _kept.Has(row) ? row with { Index = entries[i].Index } : null);
        return
        [
            .. entries.Select((entry, i) => (
                there[i],
                there[i] is not null && !refresh
                    ? null
                    : new PictureOrder(
                        entry,
                        _path,
                        numbers.For(entry, _known.GetValueOrDefault(entry.Url.OriginalString)),
                        there[i] is null ? null : _validators.Of(entry.Url.OriginalString)))),
        ];
    }

    /// <summary>Takes a finished address in. Its picture, if it has one, lies whole in the order's temporary file.</summary>
    /// <exception cref="EmblemException">The disk refused.</exception>
    public void Take(DownloadRecord record, Validators validators)
    {
        _validators.Set(record.Url, validators);
        DownloadDisk.Write(Path.Combine(_path, record.File), () =>
        {
            _journal.Append(new JournalRow(record, validators));
            if (record.Outcome == DownloadOutcome.Downloaded)
                Name(record);
        });
    }

    /// <summary>Notes what the server calls a picture that turned out to be the one that is there.</summary>
    public void Confirm(PictureOrder order, Validators validators)
    {
        File.Delete(order.Temporary);
        if (validators != Validators.None)
            _validators.Set(order.Entry.Url.OriginalString, validators);
    }

    /// <summary>
    /// Writes the manifest: these rows, those of pictures from addresses that are not in the list any more, and the lines that were not asked for.
    /// </summary>
    public void Write(IReadOnlyList<DownloadRecord> records, IReadOnlyList<UrlProblem> leftOut)
    {
        var listed = records.Select(record => record.Url).ToHashSet();
        DownloadRecord[] delisted = [.. _known.Values.Where(row => row.Outcome == DownloadOutcome.Downloaded && !listed.Contains(row.Url))];
        new DownloadManifest([.. records, .. delisted]) { LeftOut = leftOut }.Write(_path);
        _validators.Write();
        _journal.Clear();
    }

    public void Dispose() => _journal.Dispose();

    private void Recover()
    {
        foreach (JournalRow row in _journal.Rows)
        {
            // A row is written before its picture is named, so a kill may have come between: the picture is whole, and only has to be named.
            string name = Path.GetFileNameWithoutExtension(row.Record.File);
            if (name.Length > 0 && KeptPictures.IsSame(PictureOrder.TemporaryOf(_path, name), row.Record))
                Name(row.Record);
            _known[row.Record.Url] = row.Record;
            _validators.Set(row.Record.Url, row.Validators);
        }

        if (_journal.Rows.Count > 0)
        {
            new DownloadManifest([.. _known.Values.OrderBy(row => row.Index)]).Write(_path);
            _validators.Write();
            _journal.Clear();
        }

        foreach (string leftover in Directory.EnumerateFiles(_path, $"*{AtomicFile.TemporaryExtension}"))
            File.Delete(leftover);
    }

    /// <summary>Gives a whole picture its name, in place of what had that number before under any extension.</summary>
    private void Name(DownloadRecord record)
    {
        string name = Path.GetFileName(record.File);
        string stem = Path.GetFileNameWithoutExtension(name);
        foreach (string extension in Extensions.Where(extension => stem + extension != name))
            File.Delete(Path.Combine(_path, stem + extension));
        File.Move(PictureOrder.TemporaryOf(_path, stem), Path.Combine(_path, name), overwrite: true);
    }
}
