using System.Text.Json;
using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Acquisition.Verification;

/// <summary>
/// All that an in-place run will do, written down before it does any of it. Each move can be told from what lies where, so a run that was killed
/// among them is finished by the next one, and no file is ever without a name.
/// </summary>
/// <param name="Moves">One a file that was found.</param>
/// <param name="Others">Rows of files that were not.</param>
/// <param name="Delete">Whether removed files are deleted.</param>
/// <param name="Options">The key under which the verdicts hold.</param>
internal sealed record InPlacePlan(IReadOnlyList<PlannedMove> Moves, IReadOnlyList<VerificationRecord> Others, bool Delete, string Options)
{
    /// <summary>The plan of a run that did not come to its end, or null.</summary>
    public static InPlacePlan? Read(Workspace workspace) => File.Exists(workspace.PlanPath)
        ? JsonSerializer.Deserialize(File.ReadAllText(workspace.PlanPath), VerificationJson.Default.InPlacePlan)
        : null;

    public void Write(Workspace workspace) => AtomicFile.WriteText(
        workspace.PlanPath, writer => writer.Write(JsonSerializer.Serialize(this, VerificationJson.Default.InPlacePlan)));

    /// <summary>The rows when all is done.</summary>
    public VerificationReport ToReport(int decoded) => ReportRows.ToReport(Moves.Select(move => move.Record).Concat(Others), decoded);

    /// <summary>Does one move, or what is left of it.</summary>
    public void Execute(PlannedMove move, string folder, Workspace workspace)
    {
        string found = NamedFile.PathOf(folder, move.Found);
        string target = NamedFile.PathOf(folder, move.Record.Written);
        switch (move.Move)
        {
            case InPlaceMove.Rename when File.Exists(found) && !File.Exists(target):
                File.Move(found, target);
                break;
            case InPlaceMove.Replace or InPlaceMove.ReplaceOurs:
                Replace(move, folder, workspace.StagedPath(move.Found));
                break;
            case InPlaceMove.Remove when IsAsFound(move, found) && Delete:
                File.Delete(found);
                break;
            case InPlaceMove.Remove when IsAsFound(move, found):
                Names.MoveAside(found, Path.Combine(folder, ImageVerifier.SetAsideFolder), move.Found);
                break;
        }

        if (move.Move != InPlaceMove.Leave && move.Record.IsGood && File.Exists(target))
            workspace.Journal.Add(new JournalEntry(Options, Result(move, target)));
    }

    /// <summary>The staged picture is the mark of a move that is not done: it goes last.</summary>
    private static void Replace(PlannedMove move, string folder, string staged)
    {
        if (!File.Exists(staged))
            return;
        (string found, string target) = (NamedFile.PathOf(folder, move.Found), NamedFile.PathOf(folder, move.Record.Written));
        string originals = Path.Combine(folder, ImageVerifier.OriginalsFolder);
        bool isKept = move.Move == InPlaceMove.ReplaceOurs && File.Exists(NamedFile.PathOf(originals, move.Record.Path)) && IsAsFound(move, found);
        if (isKept)
            File.Delete(found);
        else if (File.Exists(found))
            Names.MoveAside(found, originals, move.Found);
        if (File.Exists(target))
            Names.MoveAside(target, originals, move.Record.Written);
        File.Move(staged, target);
    }

    /// <summary>Someone may have put another file there since, which is not the one to go.</summary>
    private static bool IsAsFound(PlannedMove move, string path) => File.Exists(path)
        && (move.Content.Length > 0 ? FileContent.HashOfFile(path) == move.Content : FileContent.LengthOf(path) == move.Record.Bytes);

    /// <summary>What a next run has to know of the picture that is there now, so that it is not decoded again.</summary>
    private static FileVerdict Result(PlannedMove move, string target)
    {
        string extension = Path.GetExtension(move.Record.Written);
        string hash = move.Record.Sha256After;
        return new FileVerdict(
            move.Record with
            {
                Path = move.Record.Written,
                Format = move.Move == InPlaceMove.Rename ? move.Record.Format : extension == ImageSniffer.ExtensionOf(ImageFormat.Png) ? "png" : "jpeg",
                Outcome = VerificationOutcome.Kept,
                Reason = "",
                Sha256Before = hash,
                Bytes = FileContent.LengthOf(target),
                Written = "",
            },
            extension);
    }
}
