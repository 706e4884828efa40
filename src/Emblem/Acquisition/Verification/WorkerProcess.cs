using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Emblem.Foundation;

namespace Emblem.Acquisition.Verification;

/// <summary>One worker process: asked a line, it answers a line, or it is ended.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Start = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);
    private readonly Process _process;
    private readonly WorkerCommand _command;
    private readonly StringBuilder _complaints = new();

    private WorkerProcess(Process process, WorkerCommand command)
    {
        (_process, _command) = (process, command);
        // Whatever decoders print has to be taken, or the process would wait for it.
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_complaints)
                _complaints.AppendLine(line.Data);
        };
        _process.BeginErrorReadLine();
    }

    /// <summary>Bytes of physical memory that the process holds.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.HasExited ? 0 : _process.WorkingSet64;
        }
    }

    /// <summary>Starts a process and waits until it is ready.</summary>
    /// <param name="command">The process.</param>
    /// <param name="wanted">The line that it says then.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <exception cref="EmblemException">It does not start, or is no such worker.</exception>
    public static async Task<WorkerProcess> StartAsync(WorkerCommand command, string wanted, CancellationToken stop)
    {
        var worker = new WorkerProcess(Launch(command), command);
        try
        {
            WorkerAnswer greeting = await worker.ReadAsync(Start, stop).ConfigureAwait(false);
            if (greeting.Line == wanted)
                return worker;
            await worker.KillAsync().ConfigureAwait(false);
            string why = greeting.Line ?? (worker._complaints.Length > 0 ? worker._complaints.ToString().Trim() : greeting.Fault!);
            throw new EmblemException($"'{command.FileName}' is no worker of the kind that is wanted. It should greet with '{wanted}'; instead: {why}");
        }
        catch
        {
            await worker.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Asks; an answer without a line means that the process is of no further use.</summary>
    public async Task<WorkerAnswer> AskAsync(string request, CancellationToken stop)
    {
        try
        {
            await _process.StandardInput.WriteLineAsync(request.AsMemory(), stop).ConfigureAwait(false);
            await _process.StandardInput.FlushAsync(stop).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It ended since the last file: reading says how.
        }

        return await ReadAsync(_command.TimeLimit, stop).ConfigureAwait(false);
    }

    /// <summary>Ends the process without asking.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Closes its input, upon which a sound process ends by itself; any other is killed.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync(CancellationToken.None).WaitAsync(Farewell).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is TimeoutException or IOException)
        {
            await KillAsync().ConfigureAwait(false);
        }

        _process.Dispose();
    }

    private static Process Launch(WorkerCommand command)
    {
        var start = new ProcessStartInfo(command.FileName, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = new UTF8Encoding(false),
        };
        // A process that is killed could not take its debugging socket away.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception fault)
        {
            throw new EmblemException($"The worker '{command.FileName}' cannot be started: {fault.Message}", fault);
        }
    }

    private async Task<WorkerAnswer> ReadAsync(TimeSpan limit, CancellationToken stop)
    {
        Task<string?> line = _process.StandardOutput.ReadLineAsync(CancellationToken.None).AsTask();
        long began = Stopwatch.GetTimestamp();
        while (await Task.WhenAny(line, Task.Delay(Look, stop)).ConfigureAwait(false) != line)
        {
            stop.ThrowIfCancellationRequested();
            if (Stopwatch.GetElapsedTime(began) > limit)
                return WorkerAnswer.TookTooLong(limit);
            if (Memory > _command.MemoryLimit)
                return WorkerAnswer.TookTooMuch(_command.MemoryLimit);
        }

        return new WorkerAnswer(await line.ConfigureAwait(false), WorkerAnswer.Crashed);
    }
}
