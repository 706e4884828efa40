using System.Net;
using Emblem.Foundation;
using Emblem.Imaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Emblem.Benchmarks;

/// <summary>Serves small pictures on the loopback address, each after the same delay.</summary>
internal sealed class SlowPictureServer : IAsyncDisposable
{
    private const int Side = 48;
    private const int Different = 16;

    private readonly WebApplication _web;

    private SlowPictureServer(WebApplication web, int pictureBytes) => (_web, PictureBytes) = (web, pictureBytes);

    public int Port => new Uri(_web.Urls.First()).Port;

    public int PictureBytes { get; }

    public static async Task<SlowPictureServer> StartAsync(TimeSpan latency)
    {
        byte[][] pictures = [.. Enumerable.Range(0, Different).Select(Draw)];
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        WebApplication web = builder.Build();
        int next = 0;
        web.Run(async context =>
        {
            byte[] picture = pictures[Interlocked.Increment(ref next) % Different];
            await Task.Delay(latency, context.RequestAborted);
            (context.Response.ContentType, context.Response.ContentLength) = ("image/png", picture.Length);
            await context.Response.Body.WriteAsync(picture, context.RequestAborted);
        });
        await web.StartAsync();
        return new SlowPictureServer(web, (int)pictures.Average(picture => picture.Length));
    }

    public async ValueTask DisposeAsync() => await _web.DisposeAsync();

    private static byte[] Draw(int number)
    {
        RandomStream random = new RandomSource(1).Stream("benchmark picture", item: number);
        byte[] pixels = new byte[Side * Side * 3];
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)random.NextInt(256);
        return ImageCodec.EncodePng(new PixelImage(Side, Side, pixels));
    }
}
