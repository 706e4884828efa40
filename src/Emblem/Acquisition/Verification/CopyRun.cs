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

        FileVerdict[] placed = await judge.DoAsync("writing", [.. verdicts.Select((verdict, i) =>
            held.Contains(judged.ClassOf(verdict.Record)) ? FileTask.Pass(verdict with { Record = ReportRows.Hold(verdict.Record) })
            : verdict.Record.IsGood ? new FileTask(FileStep.Place, verdict.Record.Path, verdict, names[i])
            : FileTask.Pass(verdict))], workspace).ConfigureAwait(false);
        IEnumerable<VerificationRecord> rows = placed.Select((verdict, i) =>
            verdict.Record.IsGood && !held.Contains(judged.ClassOf(verdict.Record)) ? verdict.Record with { Written = names[i] } : verdict.Record);
        VerificationReport report = ReportRows.ToReport(rows.Concat(carried), judge.Decoded) with { Notes = notes };
        PutAwaySuperseded(earlier, report, old => held.Contains(judged.ClassOf(old)));
        workspace.WriteReport(report);
        workspace.Finish(paths);
        return losses.Count == 0 ? report : throw new ClassLossException(report, losses);
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
