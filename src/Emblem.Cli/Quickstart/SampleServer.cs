using System.Net;
using Emblem.Foundation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Emblem.Cli.Quickstart;

/// <summary>
/// Serves a sample set over real HTTP, reachable from this machine only (127.0.0.1), from memory. Ends when disposed; Ctrl+C is
/// the caller's business.
/// </summary>
internal sealed class SampleServer : IAsyncDisposable
{
    /// <summary>What an open download gets before it is cut off at the end.</summary>
    private static readonly TimeSpan ShutdownLimit = TimeSpan.FromSeconds(1);

    private readonly WebApplication _web;

    private SampleServer(WebApplication web) => _web = web;

    /// <summary>For example <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri Address => new(_web.Urls.First());

    /// <summary>Starts to serve.</summary>
    /// <param name="set">What.</param>
    /// <param name="port">The port, or 0 for any free one.</param>
    /// <param name="stop">Gives up starting.</param>
    /// <exception cref="EmblemException">The port is taken or not allowed.</exception>
    public static async Task<SampleServer> StartAsync(SampleSet set, int port, CancellationToken stop)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Listen(IPAddress.Loopback, port);
        });
        builder.Services.AddSingleton<IHostLifetime, CallersLifetime>();
        WebApplication web = builder.Build();

        var answers = set.Webs.SelectMany(w => w.Answers).ToDictionary(StringComparer.Ordinal);
        web.Run(context => AnswerAsync(context, answers));
        try
        {
            await web.StartAsync(stop);
        }
        catch (IOException fault)
        {
            await web.DisposeAsync();
            throw new EmblemException($"Port {port} cannot be served on: {fault.Message} Give another --port, or none for any free one.", fault);
        }

        return new SampleServer(web);
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(ShutdownLimit);
        await _web.StopAsync(limit.Token);
        await _web.DisposeAsync();
    }

    private static async Task AnswerAsync(HttpContext context, Dictionary<string, SampleAnswer> answers)
    {
        HttpResponse response = context.Response;
        if (!answers.TryGetValue($"{context.Request.Path}{context.Request.QueryString}", out SampleAnswer? answer))
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            response.ContentType = "text/html";
            await response.WriteAsync("<!DOCTYPE html>\n<html><body><h1>404</h1></body></html>\n", context.RequestAborted);
            return;
        }

        await Task.Delay(answer.Delay, context.RequestAborted);
        if (answer.Location is not null)
        {
            response.Redirect(answer.Location);
            return;
        }

        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length;
        await response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    /// <summary>The usual lifetime would listen for Ctrl+C by itself.</summary>
    private sealed class CallersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
