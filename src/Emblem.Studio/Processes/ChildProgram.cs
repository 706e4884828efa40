using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Emblem.Acquisition;
using Emblem.Foundation;

namespace Emblem.Studio.Processes;

/// <summary>This program as a child: what computes for long, or may crash, does so there.</summary>
public sealed class ChildProgram(WorkerCommand program)
{
    private const string SessionStarter = "setsid";
    private const string Warning = "warning: ";

    /// <summary>Starts one that goes on when this process ends. In a session of its own, where the system has that, Ctrl+C in this one's terminal is not its either.</summary>
    /// <param name="arguments">The verb, and what it is given.</param>
    public ChildRun Start(params IReadOnlyList<string> arguments)
    {
        ProcessStartInfo start = Describe(arguments);
        if (OperatingSystem.IsLinux() && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, SessionStarter)).FirstOrDefault(File.Exists) is { } starter)
        {
            start.ArgumentList.Insert(0, start.FileName);
            start.FileName = starter;
        }

        return new ChildRun(Begin(start));
    }

    /// <summary>Runs one to its end and reads the object that it prints.</summary>
    /// <param name="folder">The folder that it works in; this process's own when null.</param>
    /// <param name="stop">Ends it.</param>
    /// <param name="arguments">The verb, and what it is given; <c>--json</c> is added.</param>
    /// <returns>The object, and what was said beside it.</returns>
    /// <exception cref="EmblemException">It failed; the message is what it said.</exception>
    public async Task<(JsonElement Json, IReadOnlyList<string> Warnings)> AskAsync(string? folder, CancellationToken stop, params IReadOnlyList<string> arguments)
    {
        ProcessStartInfo start = Describe([.. arguments, "--json"]);
        start.WorkingDirectory = folder ?? "";
        using Process process = Begin(start);
        try
        {
            Task<string> said = process.StandardError.ReadToEndAsync(stop);
            string answer = await process.StandardOutput.ReadToEndAsync(stop).ConfigureAwait(false);
            string[] lines = (await said.ConfigureAwait(false)).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            await process.WaitForExitAsync(stop).ConfigureAwait(false);
            return process.ExitCode == 0 ? (Parse(answer), [.. lines.Where(line => line.StartsWith(Warning, StringComparison.Ordinal)).Select(line => line[Warning.Length..])])
                : throw new EmblemException(Error(answer) ?? lines.LastOrDefault() ?? ChildRun.Words(process.ExitCode));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>How one is started, with its three streams here.</summary>
    /// <param name="arguments">The verb, and what it is given.</param>
    public ProcessStartInfo Describe(params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program.FileName)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (string argument in (IEnumerable<string>)[.. program.Arguments, .. arguments])
            start.ArgumentList.Add(argument);
        return start;
    }

    /// <summary>Starts one, whose input is closed.</summary>
    /// <param name="arguments">The verb, and what it is given.</param>
    /// <exception cref="EmblemException">The program is not there.</exception>
    public Process Begin(params IReadOnlyList<string> arguments) => Begin(Describe(arguments));

    /// <summary>The same by a description of it.</summary>
    internal static Process Begin(ProcessStartInfo start)
    {
        try
        {
            Process process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (System.ComponentModel.Win32Exception fault)
        {
            throw new EmblemException($"The program could not be started: {fault.Message}", fault);
        }
    }

    private static JsonElement Parse(string answer)
    {
        try
        {
            return JsonElement.Parse(answer);
        }
        catch (JsonException fault)
        {
            throw new EmblemException("The program gave no answer.", fault);
        }
    }

    private static string? Error(string answer)
    {
        try
        {
            return JsonElement.Parse(answer).TryGetProperty("error", out JsonElement error) ? error.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
