using Emblem.Folders;

namespace Emblem.Acquisition.Verification;

/// <summary>A verification that puts the folder itself in order: all is judged and planned before the first file moves.</summary>
internal sealed class InPlaceRun(string folder, VerifyOptions options, Judge judge)
{
    /// <exception cref="ClassLossException">Classes were left alone.</exception>
    public async Task<VerificationReport> RunAsync()
    {
        (IReadOnlyList<WalkedFile> found, IReadOnlyList<FolderNote> notes) = FolderSearch.Find(folder, options);
        using var workspace = Workspace.Open(folder, options);
        if (InPlacePlan.Read(workspace) is { } unfinished)
        {
            await ExecuteAsync(unfinished, workspace).ConfigureAwait(false);
            (found, notes) = FolderSearch.Find(folder, options);
        }

        FileVerdict[] verdicts = await judge.AllAsync(found, workspace).ConfigureAwait(false);
        IReadOnlyList<ClassLoss> losses = options.Force ? [] : ClassLoss.Find(ReportRows.ToReport(verdicts.Select(verdict => verdict.Record), judge.Decoded));
        HashSet<string> held = Held(verdicts, [.. losses.Select(loss => loss.Class)]);
        verdicts = await judge.DoAsync("checking", [.. verdicts.Select(verdict =>
            held.Contains(verdict.Record.Path) ? FileTask.Pass(verdict) : new FileTask(FileStep.Make, verdict.Record.Path, verdict))], workspace).ConfigureAwait(false);
        InPlacePlan plan = Plan(found, verdicts, held, workspace.ReadReport());
        plan.Write(workspace);
        VerificationReport report = (await ExecuteAsync(plan, workspace).ConfigureAwait(false)) with { Notes = notes };
        workspace.Finish(plan.Moves.SelectMany(move => (string[])[move.Found, move.Record.Written]));
        return losses.Count == 0 ? report : throw new ClassLossException(report, losses);
    }

    /// <summary>The files of classes that are left alone.</summary>
    private static HashSet<string> Held(FileVerdict[] verdicts, HashSet<string> classes)
    {
        VerificationReport judged = ReportRows.ToReport(verdicts.Select(verdict => verdict.Record), 0);
        return [.. judged.Records.Where(record => classes.Contains(judged.ClassOf(record))).Select(record => record.Path)];
    }

    /// <summary>By one process: moves are renames, and what a killed one has not done can be told from the files alone.</summary>
    private async Task<VerificationReport> ExecuteAsync(InPlacePlan plan, Workspace workspace)
    {
        await judge.EachAsync("putting in order", plan.Moves, move => plan.Execute(move, folder, workspace)).ConfigureAwait(false);
        VerificationReport report = plan.ToReport(judge.Decoded);
        workspace.WriteReport(report);
        File.Delete(workspace.PlanPath);
        return report;
    }

    private InPlacePlan Plan(IReadOnlyList<WalkedFile> found, FileVerdict[] verdicts, HashSet<string> held, VerificationReport before)
    {
        var earlier = new EarlierRows(before, found);
        VerificationRecord?[] ours = [.. verdicts.Select(verdict => earlier.Find(verdict.Record))];
        var rows = ours.OfType<VerificationRecord>().Select(row => row.Path).Concat(found.Select(file => file.Name)).ToHashSet(StringComparer.Ordinal);
        IReadOnlyList<VerificationRecord> carried = ReportRows.Carry(before, folder, record => rows.Contains(record.Path));
        IReadOnlyList<string> names = VerifiedNames.Choose(verdicts, carried.Select(record => record.Written));
        PlannedMove[] moves = [.. verdicts.Select((verdict, i) => Move(found[i], verdict.Record, ours[i], names[i], held.Contains(verdict.Record.Path)))];
        return new InPlacePlan(moves, carried, options.Delete, PictureLimits.KeyOf(options));
    }

    /// <param name="file">As found.</param>
    /// <param name="record">The verdict on it.</param>
    /// <param name="ours">The row of the run that wrote it, or null for a file that came from elsewhere.</param>
    /// <param name="name">What it is to be called.</param>
    /// <param name="isHeld">Whether its class is left alone.</param>
    private static PlannedMove Move(WalkedFile file, VerificationRecord record, VerificationRecord? ours, string name, bool isHeld)
    {
        // What a link to a folder leads to is another's: its row says what it is, and nothing is done to it.
        InPlaceMove move = file.Fault is not null || file.Sidecar is not null || file.IsLinked || isHeld ? InPlaceMove.Leave
            : !record.IsGood ? InPlaceMove.Remove
            : record.Outcome == VerificationOutcome.Kept ? name == file.Name ? InPlaceMove.Leave : InPlaceMove.Rename
            : ours is null ? InPlaceMove.Replace : InPlaceMove.ReplaceOurs;
        VerificationRecord row = ours is null ? record
            : record.Outcome == VerificationOutcome.Kept ? ours
            : record with { Path = ours.Path, Format = ours.Format, Sha256Before = ours.Sha256Before, Bytes = ours.Bytes };
        bool stands = ours is not null && move == InPlaceMove.Leave && record.Outcome == VerificationOutcome.Kept;
        return new PlannedMove(
            move, file.Name, record.Sha256Before, stands ? ours! : isHeld ? ReportRows.Hold(row)
            : file.IsLinked && (!record.IsGood || record.Outcome == VerificationOutcome.Converted || name != file.Name) ? ReportRows.HoldLinked(row) : row with { Written = record.IsGood ? name : "" });
    }
}
