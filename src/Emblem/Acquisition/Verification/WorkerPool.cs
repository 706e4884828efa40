using System.Collections.Concurrent;
using System.Text.Json;
using Emblem.Foundation;

namespace Emblem.Acquisition.Verification;

/// <summary>
/// Worker processes that decode, started when they are first needed and used for many files. One that crashes, hangs or takes too much memory
/// costs the file that it was at; the next file gets a fresh one.
/// </summary>
internal sealed class WorkerPool(WorkerCommand command, int size) : IExaminer
{
    /// <summary>Crashes and signals race: a Ctrl+C that ended the worker must not be taken for the file's fault.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim _free = new(size);
    private readonly ConcurrentBag<WorkerProcess> _idle = [];

    public async Task<FileVerdict> ExamineAsync(ExamineRequest request, CancellationToken stop)
    {
        await _free.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            WorkerProcess worker = _idle.TryTake(out WorkerProcess? found) ? found : await WorkerProcess.StartAsync(command, DecodeWorker.Greeting, stop).ConfigureAwait(false);
            return await AskAsync(worker, request, stop).ConfigureAwait(false);
        }
        finally
        {
            _free.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_idle.Select(worker => worker.DisposeAsync().AsTask())).ConfigureAwait(false);
        _free.Dispose();
    }

    private async Task<FileVerdict> AskAsync(WorkerProcess worker, ExamineRequest request, CancellationToken stop)
    {
        FileVerdict? verdict = null;
        try
        {
            string question = JsonSerializer.Serialize(request, VerificationJson.Default.ExamineRequest);
            WorkerAnswer answer = await worker.AskAsync(question, stop).ConfigureAwait(false);
            if (answer.Line?.StartsWith(DecodeWorker.FaultMark, StringComparison.Ordinal) == true)
                throw new EmblemException(answer.Line[DecodeWorker.FaultMark.Length..]);
            verdict = Read(answer.Line);
            if (verdict is not null)
                return verdict;
            await Task.Delay(Grace, stop).ConfigureAwait(false);
            return FileVerdict.Refuse(request.Name, ContentOf(request.Source), answer.Fault);
        }
        finally
        {
            // A worker that still holds half of what is allowed after its file could make the next one pay for it.
            if (verdict is not null && worker.Memory < command.MemoryLimit / 2)
            {
                _idle.Add(worker);
            }
            else
            {
                await worker.KillAsync().ConfigureAwait(false);
                await worker.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static FileVerdict? Read(string? line)
    {
        try
        {
            return line is null ? null : JsonSerializer.Deserialize(line, VerificationJson.Default.FileVerdict);
        }
        catch (JsonException)
        {
            // A decoder that printed into the answers has gone astray like one that crashed.
            return null;
        }
    }

    private static FileContent ContentOf(string path)
    {
        try
        {
            return FileContent.Of(File.ReadAllBytes(path));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return FileContent.Unread(0);
        }
    }
}
