using Emblem.Folders;
using Emblem.Foundation;

namespace Emblem.Acquisition.Verification;

/// <summary>A verification that writes copies of the good pictures into another folder. The folder itself is only read.</summary>
internal sealed class CopyRun(string folder, string into, VerifyOptions options, Judge judge)
{
    /// <exception cref="ClassLossException">Classes were left out.</exception>
    public async Task<VerificationReport> RunAsync()
    {
        (IReadOnlyList<WalkedFile> found, IReadOnlyList<FolderNote> notes) = FolderSearch.Find(folder, options);
        using var workspace = Workspace.Open(into, options);
        VerificationReport earlier = workspace.ReadReport();
        FileVerdict[] verdicts = await judge.AllAsync(found, workspace).ConfigureAwait(false);
        var paths = found.Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
        IReadOnlyList<VerificationRecord> carried = options.SetsOthersAside ? [] : ReportRows.Carry(earlier, into, record => paths.Contains(record.Path));
        IReadOnlyList<string> names = VerifiedNames.Choose(verdicts, carried.Select(record => record.Written));
        VerificationReport judged = ReportRows.ToReport(verdicts.Select(verdict => verdict.Record), judge.Decoded);
        IReadOnlyList<ClassLoss> losses = options.Force ? [] : ClassLoss.Find(judged);
        var held = losses.Select(loss => loss.Class).ToHashSet(StringComparer.Ordinal);

        VerificationRecord[] rows = await judge.EachAsync("writing", verdicts, (verdict, i) =>
            held.Contains(judged.ClassOf(verdict.Record)) ? Task.FromResult(ReportRows.Hold(verdict.Record))
            : verdict.Record.IsGood ? PlaceAsync(verdict, names[i], workspace)
            : Task.FromResult(verdict.Record)).ConfigureAwait(false);
        VerificationReport report = ReportRows.ToReport(rows.Concat(carried), judge.Decoded) with { Notes = notes };
        PutAwaySuperseded(earlier, report, old => held.Contains(judged.ClassOf(old)));
        workspace.WriteReport(report);
        workspace.Finish(paths);
        return losses.Count == 0 ? report : throw new ClassLossException(report, losses);
    }

    private async Task<VerificationRecord> PlaceAsync(FileVerdict judged, string name, Workspace workspace)
    {
        string target = NamedFile.PathOf(into, name);
        FileVerdict verdict = await judge.EnsureMadeAsync(judged, workspace, target).ConfigureAwait(false);
        VerificationRecord record = verdict.Record;
        if (!record.IsGood)
            return record;
        if (FileContent.HashOfFile(target) != record.Sha256After)
        {
            string staged = workspace.StagedPath(record.Path);
            if (record.Outcome == VerificationOutcome.Kept)
                Copy(record, staged);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Move(staged, target, overwrite: true);
        }

        return record with { Written = name };
    }

    private void Copy(VerificationRecord record, string staged)
    {
        byte[] bytes = RegularFile.ReadAllBytes(NamedFile.PathOf(folder, record.Path));
        if (ContentHash.Of(bytes) != record.Sha256Before)
            throw new EmblemException($"'{record.Path}' was changed while it was verified. Run it again when nothing else writes to '{folder}'.");
        using var stream = new FileStream(staged, FileMode.Create, FileAccess.Write, FileShare.None);
        stream.Write(bytes);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>
    /// What an earlier run wrote of a file that now gets another name or is refused must not be trained on as well. It is moved, not deleted;
    /// what someone changed since is not ours, and stays.
    /// </summary>
    private void PutAwaySuperseded(VerificationReport earlier, VerificationReport report, Func<VerificationRecord, bool> isHeld)
    {
        var written = report.Records.Select(record => record.Written).ToHashSet(StringComparer.Ordinal);
        foreach (VerificationRecord old in earlier.Records.Where(old => old.Written.Length > 0 && !written.Contains(old.Written) && !isHeld(old)))
        {
            string path = NamedFile.PathOf(into, old.Written);
            if (!File.Exists(path) || FileContent.HashOfFile(path) != old.Sha256After)
                continue;
            Names.MoveAside(path, Path.Combine(into, ImageVerifier.SetAsideFolder), old.Written);

            // An empty folder would be a class without pictures.
            string home = Path.GetDirectoryName(path)!;
            if (!Directory.EnumerateFileSystemEntries(home).Any())
                Directory.Delete(home);
        }
    }
}
