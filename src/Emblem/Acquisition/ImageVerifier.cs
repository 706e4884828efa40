using Emblem.Acquisition.Verification;
using Emblem.Folders;
using Emblem.Foundation;

namespace Emblem.Acquisition;

/// <summary>
/// Decodes every file below a folder, whole, and says of each what it is. Reports only, writes good copies elsewhere, or puts the folder
/// itself in order; nothing is ever lost without a row that says why.
/// </summary>
public static class ImageVerifier
{
    /// <summary>Where an in-place run keeps the originals of pictures that it wrote anew.</summary>
    public const string OriginalsFolder = ReportFiles.Originals;

    /// <summary>Where an in-place run moves broken files.</summary>
    public const string SetAsideFolder = ReportFiles.SetAside;

    /// <summary>Verifies into another folder, without reports of progress.</summary>
    /// <inheritdoc cref="VerifyAsync(string, string?, VerifyOptions?, IProgress{StepProgress}?, CancellationToken)"/>
    public static Task<VerificationReport> VerifyAsync(string folder, string into, VerifyOptions options, CancellationToken stop) =>
        VerifyAsync(folder, into, options, null, stop);

    /// <summary>
    /// Reports on a folder, and with <paramref name="into"/> writes upright copies of its good pictures there, shrunk when they are larger
    /// than asked for, under their true extension, with <see cref="VerificationReport.FileName"/>. The folder itself is only read. A run over
    /// the same output folder goes on where one before it was stopped or killed, and decodes only what is new or changed.
    /// </summary>
    /// <param name="folder">
    /// Searched with its subfolders, except hidden ones and Emblem's own; links to folders are followed, to each once. Classes are those of
    /// <see cref="VerificationReport.ClassOf"/>.
    /// </param>
    /// <param name="into">The output folder, or null to report only.</param>
    /// <param name="options">Limits and size.</param>
    /// <param name="progress">Told after each file.</param>
    /// <param name="stop">Ends the work with <see cref="OperationCanceledException"/>; no half-written file is left.</param>
    /// <exception cref="EmblemException">No such folder, or another verification is at work in the output folder.</exception>
    /// <exception cref="ClassLossException">More than half of a class would go and force is off: of that class nothing was written.</exception>
    public static async Task<VerificationReport> VerifyAsync(
        string folder,
        string? into = null,
        VerifyOptions? options = null,
        IProgress<StepProgress>? progress = null,
        CancellationToken stop = default)
    {
        options ??= new VerifyOptions();
        if (into is not null && IsWithin(into, folder))
            throw new EmblemException($"'{into}' lies in '{folder}', which is only read. Give an output folder elsewhere, or verify in place.");
        var judge = new Judge(folder, into, options, progress, stop);
        await using (judge.ConfigureAwait(false))
        {
            return await judge.RunAsync(() => into is null ? ReportAsync(folder, options, judge) : new CopyRun(folder, into, options, judge).RunAsync()).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Puts a folder in order: pictures that need it are written anew, their originals kept under <see cref="OriginalsFolder"/>, broken files
    /// moved to <see cref="SetAsideFolder"/> or deleted where the options say so. Writes <see cref="VerificationReport.FileName"/> there. All is
    /// judged before anything moves. A run that was killed is finished by the next one; one over a folder in order changes nothing, and rows of
    /// files that earlier runs set aside stay in the report.
    /// </summary>
    /// <inheritdoc cref="VerifyAsync(string, string?, VerifyOptions?, IProgress{StepProgress}?, CancellationToken)"/>
    public static async Task<VerificationReport> VerifyInPlaceAsync(
        string folder, VerifyOptions? options = null, IProgress<StepProgress>? progress = null, CancellationToken stop = default)
    {
        options ??= new VerifyOptions();
        var judge = new Judge(folder, folder, options, progress, stop);
        await using (judge.ConfigureAwait(false))
            return await judge.RunAsync(new InPlaceRun(folder, options, judge).RunAsync).ConfigureAwait(false);
    }

    private static async Task<VerificationReport> ReportAsync(string folder, VerifyOptions options, Judge judge)
    {
        (IReadOnlyList<WalkedFile> found, IReadOnlyList<FolderNote> notes) = FolderSearch.Find(folder, options);
        FileVerdict[] verdicts = await judge.AllAsync(found, null).ConfigureAwait(false);
        return ReportRows.ToReport(verdicts.Select(verdict => verdict.Record), judge.Decoded) with { Notes = notes };
    }

    private static bool IsWithin(string path, string folder) =>
        !Path.GetRelativePath(folder, path).StartsWith("..", StringComparison.Ordinal) && !Path.IsPathRooted(Path.GetRelativePath(folder, path));
}
