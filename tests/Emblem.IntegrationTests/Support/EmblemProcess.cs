using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Emblem.IntegrationTests.Support;

/// <summary>
/// The built <c>emblem</c> as a process of its own: real arguments, streams, exit code and signals. Standard input is closed or what is
/// piped, both outputs are redirected and captured. A process that outlives its time limit, or the test, is killed with its children.
/// </summary>
internal sealed partial class EmblemProcess : IAsyncDisposable
{
    private const int Sigint = 2;
    private const int Sigterm = 15;
    private const nint DefaultHandler = 0;
    private const nint IgnoringHandler = 1;

    private static readonly string Command = Path.Combine(AppContext.BaseDirectory, "Emblem.Cli.dll");

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly TimeSpan _limit;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private TaskCompletionSource _newText = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private EmblemProcess(EmblemProcessOptions options, IReadOnlyList<string> arguments)
    {
        _limit = options.TimeLimit;
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            WorkingDirectory = options.WorkingDirectory ?? Path.GetTempPath(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (string argument in (IEnumerable<string>)["exec", options.Program is { } program ? Path.Combine(AppContext.BaseDirectory, program) : Command, .. arguments])
            start.ArgumentList.Add(argument);
        if (options.LargestFile is { } limit)
            Limit(start, limit);
        if (options.Ranks > 1)
            Mpi.Start(start, options.Ranks);
        foreach ((string name, string? value) in options.Environment)
            start.Environment[name] = value;

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Take(_error, line.Data);
        StartWithSignals(_process);
        if (options.Input is { } input)
            _process.StandardInput.BaseStream.Write(input);
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Starts the command and returns at once.</summary>
    public static EmblemProcess Start(EmblemProcessOptions? options, params IReadOnlyList<string> arguments) =>
        new(options ?? new EmblemProcessOptions(), arguments);

    /// <summary>Runs the command to its end.</summary>
    public static Task<EmblemRun> RunAsync(params IReadOnlyList<string> arguments) => RunAsync(null, arguments);

    /// <summary>Runs the command to its end, with another folder, environment or time limit than usual.</summary>
    public static async Task<EmblemRun> RunAsync(EmblemProcessOptions? options, params IReadOnlyList<string> arguments)
    {
        await using EmblemProcess process = Start(options, arguments);
        return await process.WaitAsync();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>SIGKILL to the process alone: what its children do then is their matter.</summary>
    public async Task KillAloneAsync()
    {
        _process.Kill(entireProcessTree: false);
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGKILL to the process and all its children, as when the machine is switched off.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>Ctrl+C.</summary>
    public void Interrupt() => Signal(Sigint);

    /// <summary>What a service manager sends.</summary>
    public void Terminate() => Signal(Sigterm);

    /// <summary>Waits until standard output or error holds the text, and returns the line with it; fails when the process ends before.</summary>
    public async Task<string> WaitForAsync(string text)
    {
        using var limit = new CancellationTokenSource(_limit);
        while (true)
        {
            Task newText;
            lock (_output)
            {
                newText = _newText.Task;
                string? line = $"{_output}{_error}".Split('\n').FirstOrDefault(l => l.Contains(text, StringComparison.Ordinal));
                if (line is not null)
                    return line;
            }

            Task ended = _process.WaitForExitAsync(limit.Token);
            if (await Task.WhenAny(newText, ended) == ended)
                Assert.Fail($"The command ended or took over {_limit} without printing '{text}'.\n--- stdout\n{_output}\n--- stderr\n{_error}");
        }
    }

    /// <summary>Waits for the end and returns what happened; fails after the time limit.</summary>
    public async Task<EmblemRun> WaitAsync()
    {
        using var limit = new CancellationTokenSource(_limit);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"The command took over {_limit}.\n--- stdout\n{_output}\n--- stderr\n{_error}");
        }

        return new EmblemRun(_process.ExitCode, _output.ToString(), _error.ToString(), _watch.Elapsed);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    /// <summary>Makes the command one of a shell that has set a limit; writing beyond it is then an error, not a signal.</summary>
    private static void Limit(ProcessStartInfo start, int largestFile)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/bin/bash"), "SKIPPED: file sizes are limited by Linux and bash.");
        string[] command = [start.FileName, .. start.ArgumentList];
        start.FileName = "/bin/bash";
        start.ArgumentList.Clear();
        foreach (string argument in (IEnumerable<string>)["-c", $"trap '' XFSZ; ulimit -f {largestFile}; exec \"$0\" \"$@\"", .. command])
            start.ArgumentList.Add(argument);

        // Otherwise the runtime itself makes a file of 2 GB, in memory.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
    }

    private void Take(StringBuilder text, string? line)
    {
        if (line is null)
            return;
        lock (_output)
        {
            text.Append(line).Append('\n');
            _newText.SetResult();
            _newText = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private void Signal(int signal)
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("Windows has no signals to send to one process.");
        Assert.Equal(0, Kill(_process.Id, signal));
    }

    /// <summary>
    /// A shell starts background jobs with Ctrl+C ignored, and children inherit that: a test that sends it would wait for ever. So
    /// the child starts with the default.
    /// </summary>
    private static void StartWithSignals(Process process)
    {
        if (OperatingSystem.IsWindows())
        {
            process.Start();
            return;
        }

        nint before = SetHandler(Sigint, DefaultHandler);
        if (before != IgnoringHandler)
            SetHandler(Sigint, before);
        process.Start();
        SetHandler(Sigint, before);
    }

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetHandler(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
