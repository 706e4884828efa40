using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Emblem.IntegrationTests.Models;

/// <summary>A web server on the loopback address with one file at every path, and the faults of real ones.</summary>
internal sealed class WeightsServer : IAsyncDisposable
{
    private const int Block = 1 << 16;

    private readonly WebApplication _web;
    private readonly ConcurrentQueue<WeightsRequest> _requests = new();
    private int _cuts;
    private int _refusals;

    private WeightsServer(WebApplication web, WeightsServerOptions options) => (_web, Options) = (web, options);

    /// <summary>How it behaves; may change while it runs.</summary>
    public WeightsServerOptions Options { get; set; }

    public Uri Address => new(_web.Urls.First());

    public IReadOnlyList<WeightsRequest> Requests => [.. _requests];

    public static Task<WeightsServer> StartAsync(byte[] content) => StartAsync(new WeightsServerOptions { Content = content });

    public static async Task<WeightsServer> StartAsync(WeightsServerOptions options)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var server = new WeightsServer(builder.Build(), options);
        server._web.Run(server.AnswerAsync);
        await server._web.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync() => await _web.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        _requests.Enqueue(new WeightsRequest(request.Path.Value!, request.Headers.Range.ToString(), request.Headers.IfRange.ToString()));
        if (Options.IsSilent)
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return;
        }

        if (Interlocked.Increment(ref _refusals) <= Options.Refusals)
            context.Response.StatusCode = 503;
        else if (Options.OnlyPath is not null && request.Path.Value != Options.OnlyPath)
            context.Response.StatusCode = 404;
        else
            await SendAsync(context, From(request));
    }

    /// <summary>The first byte that is asked for; 0 unless the part is of this version.</summary>
    private int From(HttpRequest request)
    {
        bool sameVersion = request.Headers.IfRange.ToString() is "" || request.Headers.IfRange.ToString() == Options.Tag;
        return Options.KnowsRanges && sameVersion && RangeHeaderValue.TryParse(request.Headers.Range.ToString(), out RangeHeaderValue? range)
            ? (int)range.Ranges.Single().From!
            : 0;
    }

    private async Task SendAsync(HttpContext context, int from)
    {
        HttpResponse response = context.Response;
        byte[] content = Options.Content;
        if (from >= content.Length)
        {
            response.StatusCode = 416;
            return;
        }

        response.StatusCode = from == 0 ? 200 : 206;
        response.Headers.ETag = Options.Tag;
        if (from > 0)
            response.Headers.ContentRange = $"bytes {from}-{content.Length - 1}/{content.Length}";
        response.ContentLength = content.Length - from;
        int end = Interlocked.Increment(ref _cuts) <= Options.Cuts ? from + ((content.Length - from) / 2) : content.Length;
        for (int at = from; at < end && !context.RequestAborted.IsCancellationRequested; at += Block)
        {
            await response.Body.WriteAsync(content.AsMemory(at, Math.Min(Block, end - at)));
            await response.Body.FlushAsync();
            await Task.Delay(Options.Pause);
        }

        if (end < content.Length)
            context.Abort();
    }
}
