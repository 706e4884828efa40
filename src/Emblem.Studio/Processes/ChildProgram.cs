using System.Diagnostics;
using System.Text.Json;
using Emblem.Acquisition;
using Emblem.Foundation;

namespace Emblem.Studio.Processes;

/// <summary>This program as a child process.</summary>
internal static class ChildProgram
{
    /// <summary>Starts a verb with its three streams here.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">The verb and what follows, unquoted.</param>
    public static ProcessStartInfo Start(WorkerCommand program, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program.FileName) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in program.Arguments.Concat(arguments))
            start.ArgumentList.Add(argument);
        return start;
    }

    /// <summary>Runs a verb to its end, and gives what it prints with <c>--json</c>.</summary>
    /// <param name="program">The program.</param>
    /// <param name="stop">Ends it, as Ctrl+C would not: at once.</param>
    /// <param name="arguments">The verb and what follows, unquoted.</param>
    /// <exception cref="EmblemException">It failed; the message is the verb's own.</exception>
    public static async Task<JsonDocument> AskAsync(WorkerCommand program, CancellationToken stop, params IReadOnlyList<string> arguments)
    {
        using Process process = Process.Start(Start(program, [.. arguments, "--json"])) ?? throw new EmblemException($"{program.FileName} could not be started.");
        try
        {
            process.StandardInput.Close();
            Task<string> errors = process.StandardError.ReadToEndAsync(stop);
            string output = await process.StandardOutput.ReadToEndAsync(stop).ConfigureAwait(false);
            await process.WaitForExitAsync(stop).ConfigureAwait(false);
            if (process.ExitCode == 0)
                return JsonDocument.Parse(output);
            string said = (await errors.ConfigureAwait(false)).Trim();
            throw new EmblemException(said.Length > 0 ? said.Split('\n')[^1] : $"'emblem {arguments[0]}' ended with {process.ExitCode} and said nothing.");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        catch (JsonException fault)
        {
            throw new EmblemException($"'emblem {arguments[0]}' printed no JSON.", fault);
        }
    }
}
