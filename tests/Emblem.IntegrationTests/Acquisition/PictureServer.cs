using Emblem.Imaging;
using Emblem.IntegrationTests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Emblem.IntegrationTests.Acquisition;

/// <summary>A web server on the loopback address that behaves as the web does, by path. Counts requests.</summary>
internal sealed class PictureServer : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, int> _requests = new();

    private PictureServer(WebApplication web) => _web = web;

    public static byte[] Png { get; } = ImageCodec.EncodePng(TestPictures.Draw(true, 0));

    public static byte[] Jpeg { get; } = ImageCodec.EncodeJpeg(TestPictures.Draw(false, 0));

    public string Address => _web.Urls.First();

    public int Requests(string path) => _requests.GetValueOrDefault(path);

    public static async Task<PictureServer> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var server = new PictureServer(builder.Build());
        server._web.Run(server.AnswerAsync);
        await server._web.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync() => await _web.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        string path = context.Request.Path.Value!;
        int count = _requests.AddOrUpdate(path, 1, (_, before) => before + 1);
        HttpResponse response = context.Response;
        switch (path)
        {
            case "/good.png" or "/good-2.png":
                await SendAsync(response, "image/png", Png);
                break;
            case "/named.jpg":
                await SendAsync(response, "image/jpeg", Png);
                break;
            case "/good.jpg":
                await SendAsync(response, "image/jpeg", Jpeg);
                break;
            case "/page.jpg":
                await SendAsync(response, "image/jpeg", "<!DOCTYPE html><html></html>"u8.ToArray());
                break;
            case "/moved.jpg":
                response.Redirect("/good.jpg");
                break;
            case "/loop.jpg":
                response.Redirect("/loop.jpg");
                break;
            case "/slow.jpg":
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                break;
            case "/short.jpg":
                response.ContentLength = Jpeg.Length + 100;
                await response.Body.WriteAsync(Jpeg);
                await response.Body.FlushAsync();
                context.Abort();
                break;
            case "/second-try.jpg" when count == 1:
                response.StatusCode = 500;
                break;
            case "/second-try.jpg":
                await SendAsync(response, "image/jpeg", Jpeg);
                break;
            case "/busy.jpg" when count == 1:
                response.StatusCode = 429;
                response.Headers.RetryAfter = "1";
                break;
            case "/busy.jpg":
                await SendAsync(response, "image/jpeg", Jpeg);
                break;
            case "/endless.jpg":
                context.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
                for (int i = 0; i < 4000 && !context.RequestAborted.IsCancellationRequested; i++)
                    await response.Body.WriteAsync(Jpeg);
                break;
            case "/empty.jpg":
                await SendAsync(response, "image/jpeg", []);
                break;
            default:
                response.StatusCode = 404;
                break;
        }
    }

    private static async Task SendAsync(HttpResponse response, string type, byte[] bytes)
    {
        response.ContentType = type;
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes);
    }
}
