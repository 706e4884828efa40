using System.CommandLine;
using System.Diagnostics;
using Emblem.Cli.Terminal;
using Emblem.Foundation;
using Emblem.Studio;
using Microsoft.Extensions.Logging;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem studio</c>: the whole job on a local page.</summary>
internal static class StudioCommand
{
    // The same each time, so that pages which are open find the program again when it is started anew.
    private const int UsualPort = 7340;

    public static Command Create()
    {
        var root = new Argument<string>("DIR")
        {
            Description = "The folder whose folders are projects; made where it is missing.",
            DefaultValueFactory = _ => "projects",
        };
        Option<int> port = NumberOption.Create("--port", "The port; 0 for any free one. Where the usual one is taken, any free one too.", 0, ushort.MaxValue);
        port.DefaultValueFactory = _ => UsualPort;
        var quiet = new Option<bool>("--no-open") { Description = "Only print the address, and open no browser." };
        var verb = new Verb("studio", "From lists to a model on a local page: collect, look, clean, train, understand, use.")
        {
            Examples = ["emblem studio", "emblem studio work/projects --port 8090 --no-open"],
        };
        verb.Add(root);
        verb.Add(port);
        verb.Add(quiet);
        DownloadArguments manners = new DownloadArguments().AddManners(verb);
        verb.Runs((parsed, output, stop) => RunAsync(
            new StudioOptions { Root = Path.GetFullPath(parsed.GetValue(root)!), Program = ThisProgram.Itself, Port = parsed.GetValue(port), Download = manners.Read(parsed) },
            parsed.GetResult(port)!.Implicit,
            !parsed.GetValue(quiet),
            output,
            stop));
        return verb;
    }

    private static async Task RunAsync(StudioOptions options, bool takesAnyPort, bool opens, CommandOutput output, CancellationToken stop)
    {
        Directory.CreateDirectory(options.Root);
        using var log = new LineLog(output);
        await using StudioServer server = await StartAsync(options, takesAnyPort, log, stop);
        Uri address = server.NewAddress();
        output.Line($"Emblem Studio for {options.Root}, until Ctrl+C. Open it by this address, which admits one browser, once:");
        output.Line($"{address}");
        output.Json(new { Address = address, options.Root });
        if (opens)
            Open(address, output);
        await Task.Delay(Timeout.Infinite, stop);
    }

    /// <summary>Starts to serve; at any free port where the one that was meant is taken and nobody asked for it.</summary>
    internal static async Task<StudioServer> StartAsync(StudioOptions options, bool takesAnyPort, ILoggerProvider? log, CancellationToken stop)
    {
        try
        {
            return await StudioServer.StartAsync(options, log, stop);
        }
        catch (EmblemException) when (takesAnyPort)
        {
            return await StudioServer.StartAsync(options with { Port = 0 }, log, stop);
        }
    }

    /// <summary>In the browser that the system prefers; a machine without one has the printed address.</summary>
    private static void Open(Uri address, CommandOutput output)
    {
        try
        {
            using Process? browser = Process.Start(new ProcessStartInfo(address.AbsoluteUri) { UseShellExecute = true });
        }
        catch (Exception fault) when (fault is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            output.Detail($"No browser could be opened: {fault.Message}");
        }
    }
}
