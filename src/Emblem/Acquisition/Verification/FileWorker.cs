using Emblem.Foundation;

namespace Emblem.Acquisition.Verification;

/// <summary>Does the tasks of a verification, in whichever process: what it needs besides is in the task, and what it writes is complete or under another name.</summary>
/// <param name="folder">What is verified.</param>
/// <param name="output">Where results go; null to judge only.</param>
/// <param name="options">Limits and size.</param>
/// <param name="stop">Ends the work.</param>
internal sealed class FileWorker(string folder, string? output, VerifyOptions options, CancellationToken stop) : IAsyncDisposable
{
    private readonly IExaminer _examiner =
        options.Worker is { } worker ? new WorkerPool(worker, Math.Max(1, options.Workers)) : new InProcessExaminer();

    /// <summary>May be called from many threads at once.</summary>
    public Task<FileDone> DoAsync(FileTask task) => task.Step switch
    {
        FileStep.Judge when task.Known is { } known && IsAsKnown(known.Record) => Task.FromResult(new FileDone(known, IsFresh: false)),
        FileStep.Judge => AgainAsync(task.Name),
        FileStep.Make => EnsureMadeAsync(task.Known!, null),
        FileStep.Place => PlaceAsync(task.Known!, NamedFile.PathOf(output!, task.Target)),
        _ => Task.FromResult(new FileDone(task.Known!, IsFresh: false)),
    };

    /// <summary>Whether a file is here.</summary>
    public bool Sees(string name) => File.Exists(PathOf(name));

    public ValueTask DisposeAsync() => _examiner.DisposeAsync();

    /// <summary>A file that was only touched or copied is not decoded again.</summary>
    private bool IsAsKnown(VerificationRecord record) =>
        record.Sha256Before.Length > 0 && FileContent.HashOfFile(PathOf(record.Path), record.Bytes) == record.Sha256Before;

    /// <summary>Decodes a file whatever is known of it, and makes its new picture.</summary>
    private async Task<FileDone> AgainAsync(string name)
    {
        var request = new ExamineRequest(PathOf(name), name, output is null ? null : Workspace.StagedPath(output, name), PictureLimits.Of(options));
        return new FileDone(await _examiner.ExamineAsync(request, stop).ConfigureAwait(false), IsFresh: true);
    }

    /// <summary>
    /// The verdict, with its new picture in the workspace or already where it belongs. Both are there unless someone took them away: then the
    /// file is decoded once more.
    /// </summary>
    private async Task<FileDone> EnsureMadeAsync(FileVerdict verdict, string? target)
    {
        (string name, string hash) = (verdict.Record.Path, verdict.Record.Sha256After);
        string staged = Workspace.StagedPath(output!, name);
        if (verdict.Record.Outcome != VerificationOutcome.Converted || FileContent.HashOfFile(staged) == hash)
            return new FileDone(verdict, IsFresh: false);
        File.Delete(staged);
        return target is not null && FileContent.HashOfFile(target) == hash ? new FileDone(verdict, IsFresh: false) : await AgainAsync(name).ConfigureAwait(false);
    }

    private async Task<FileDone> PlaceAsync(FileVerdict judged, string target)
    {
        FileDone done = await EnsureMadeAsync(judged, target).ConfigureAwait(false);
        VerificationRecord record = done.Verdict.Record;
        if (!record.IsGood || FileContent.HashOfFile(target) == record.Sha256After)
            return done;
        string staged = Workspace.StagedPath(output!, record.Path);
        if (record.Outcome == VerificationOutcome.Kept)
            Copy(record, staged);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Move(staged, target, overwrite: true);
        return done;
    }

    private void Copy(VerificationRecord record, string staged)
    {
        byte[] bytes = RegularFile.ReadAllBytes(PathOf(record.Path));
        if (ContentHash.Of(bytes) != record.Sha256Before)
            throw new EmblemException($"'{record.Path}' was changed while it was verified. Run it again when nothing else writes to '{folder}'.");
        using var stream = new FileStream(staged, FileMode.Create, FileAccess.Write, FileShare.None);
        stream.Write(bytes);
        stream.Flush(flushToDisk: true);
    }

    private string PathOf(string name) => NamedFile.PathOf(folder, name);
}
