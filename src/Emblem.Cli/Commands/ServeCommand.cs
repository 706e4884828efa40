using System.CommandLine;
using System.Diagnostics;
using System.Net;
using Emblem.Cli.Runs;
using Emblem.Cli.Terminal;
using Emblem.Compute;
using Emblem.Export;
using Emblem.Runs;
using Emblem.Serving;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem serve</c>: a model behind HTTP, with a page.</summary>
internal static class ServeCommand
{
    private const int UsualPort = 8080;
    private const string KeyVariable = "EMBLEM_KEY";
    private static readonly ServingOptions Defaults = new();

    public static Command Create()
    {
        var model = new Argument<string>("MODEL") { Description = "A file that 'emblem train' or 'emblem export' wrote, safetensors or ONNX, or a run's folder." };
        Option<int> port = NumberOption.Create("--port", "The port; 0 for any free one.", 0, ushort.MaxValue);
        port.DefaultValueFactory = _ => UsualPort;
        var listen = new Option<IPAddress>("--listen")
        {
            Description = "The address to listen on. Any but this machine's own, such as 0.0.0.0, needs a key.",
            HelpName = "ADDRESS",
            DefaultValueFactory = _ => ServingOptions.UsualAddress,
            CustomParser = result =>
            {
                if (IPAddress.TryParse(result.Tokens[0].Value, out IPAddress? address))
                    return address;
                result.AddError($"--listen takes an address such as 127.0.0.1, 0.0.0.0 or ::, got '{result.Tokens[0].Value}'.");
                return null;
            },
        };
        var key = new Option<string?>("--key") { Description = $"What callers have to show: Authorization: Bearer KEY. The variable {KeyVariable} keeps it out of the list of processes.", HelpName = "KEY" };
        var urls = new Option<bool>("--allow-urls") { Description = "Answer {\"url\": …} too, by fetching from the public network." };
        Option<int> bytes = Number("--max-bytes", "The largest request.", Defaults.MaxBytes, 1);
        Option<int> waiting = Number("--max-waiting", "Requests that wait; one more gets 503 and Retry-After.", Defaults.MaxWaiting, 0);
        Option<int> pixels = Number("--max-pixels", "The largest picture.", (int)new PredictorOptions().PixelLimit, 1);
        var parent = new Option<int?>("--ends-with") { Description = "End when the process of this number does.", Hidden = true };
        var compute = ComputeArguments.ForPrediction();
        var verb = new Verb("serve", "Serve a model over HTTP: POST /predict, health, metrics, and a page to drop pictures on.")
        {
            Examples =
            [
                "emblem serve run",
                "curl --data-binary @picture.jpg http://127.0.0.1:8080/predict",
                $"{KeyVariable}=secret emblem serve run/best.safetensors --listen 0.0.0.0 --port 80",
            ],
        };
        verb.Add(model);
        foreach (Option option in (Option[])[port, listen, key, urls, bytes, waiting, pixels, parent, .. compute.All])
            verb.Add(option);
        verb.Runs((parsed, output, stop) =>
        {
            var options = new ServingOptions
            {
                Address = parsed.GetValue(listen)!,
                Port = parsed.GetValue(port),
                Key = parsed.GetValue(key) ?? (Environment.GetEnvironmentVariable(KeyVariable) is { Length: > 0 } secret ? secret : null),
                MaxBytes = parsed.GetValue(bytes),
                MaxWaiting = parsed.GetValue(waiting),
                Fetch = parsed.GetValue(urls) ? new FetchedAddress(parsed.GetValue(bytes)).ReadAsync : null,
            };
            options.RequireKey();
            string file = Directory.Exists(parsed.GetValue(model)!) ? new RunFolder(parsed.GetValue(model)!).Best : parsed.GetValue(model)!;
            var predicting = new PredictorOptions { PixelLimit = parsed.GetValue(pixels), Messages = new LineMessages(output) };
            return RunAsync(file, predicting, compute, parsed, options, output, parsed.GetValue(parent), stop);
        });
        return verb;
    }

    private static async Task RunAsync(
        string file, PredictorOptions predicting, ComputeArguments compute, ParseResult parsed, ServingOptions options, CommandOutput output, int? parent, CancellationToken stop)
    {
        ComputeOptions computing = compute.Read(parsed);
        (Predictor model, _) = AnsweringModel.Open(file, computing, predicting, output);
        using Predictor predictor = model;
        using var heatmaps = new ServedHeatmaps(file, computing, predicting.PixelLimit);
        foreach (string line in ModelSummary.Lines(predictor.Description))
            output.Detail(line);
        using var log = new LineLog(output);
        await using PredictionServer server = await PredictionServer.StartAsync(predictor, heatmaps.AddTo(options), log, stop);
        output.Line($"Serving {file} at {server.Address} until Ctrl+C{(options.Key is null ? "" : ", to those who show the key")}.");
        output.Line($"POST {server.Address}predict answers a picture's bytes; {server.Address}openapi/v1.json says how, {server.Address}metrics measures.");
        output.Json(new { server.Address, Model = file, predictor.Classes });
        await (parent is { } number ? WaitForEndAsync(number, stop) : Task.Delay(Timeout.Infinite, stop));
    }

    /// <summary>A service that another program started for itself has no user left when that is killed.</summary>
    private static async Task WaitForEndAsync(int number, CancellationToken stop)
    {
        try
        {
            using var parent = Process.GetProcessById(number);
            await parent.WaitForExitAsync(stop);
        }
        catch (ArgumentException)
        {
            // It has ended already.
        }
    }

    private static Option<int> Number(string name, string description, int standard, int least)
    {
        Option<int> option = NumberOption.Create(name, description, least, int.MaxValue);
        option.DefaultValueFactory = _ => standard;
        return option;
    }
}
