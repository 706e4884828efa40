using System.Globalization;
using System.IO.Compression;
using Emblem.Imaging;
using Emblem.IntegrationTests.Support;
using Microsoft.AspNetCore.Http;

namespace Emblem.IntegrationTests.Acquisition;

/// <summary>What the server answers, by path: what a web server can be brought to do; the rest is <see cref="RawServer"/>'s.</summary>
internal static class PictureAnswers
{
    public const string ETag = "\"v1\"";

    /// <summary>Bytes after a padded picture's end: several writes for one file.</summary>
    private const int Padding = 250_000;

    private const int Zeros = 200_000_000;

    public static byte[] Png { get; } = ImageCodec.EncodePng(TestPictures.Draw(true, 0));

    public static byte[] Jpeg { get; } = ImageCodec.EncodeJpeg(TestPictures.Draw(false, 0));

    /// <summary>One of many small pictures, each different.</summary>
    public static byte[] Numbered(int number) => ImageCodec.EncodePng(TestPictures.Draw(true, number));

    public static async Task SendAsync(HttpContext context, string target, int count, PictureServer server)
    {
        HttpResponse response = context.Response;
        CancellationToken gone = context.RequestAborted;
        switch (target)
        {
            case "/named.jpg":
                await SendAsync(response, "image/jpeg", Png);
                break;
            case "/typed-as-text.png":
                await SendAsync(response, "text/html", Png);
                break;
            case "/formula.png":
                await SendAsync(response, "+cmd/x", Png);
                break;
            case "/asked.png?a=1&b=2":
                await SendAsync(response, "image/png", Png);
                break;
            case "/asked.png?a=1&amp;b=2":
                response.StatusCode = 404;
                break;
            case "/page.jpg":
                await SendAsync(response, "image/jpeg", "<!DOCTYPE html><html></html>"u8.ToArray());
                break;
            case "/vector.png":
                await SendAsync(response, "image/png", "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray());
                break;
            case "/empty.jpg":
                await SendAsync(response, "image/jpeg", []);
                break;
            case "/moved.jpg":
                response.Redirect("/good.jpg");
                break;
            case "/elsewhere.jpg":
                response.Redirect($"{server.OtherHost}/good.jpg");
                break;
            case "/loop-a.jpg" or "/loop-b.jpg":
                response.Redirect(target == "/loop-a.jpg" ? "/loop-b.jpg" : "/loop-a.jpg");
                break;
            case "/to-a-file.jpg":
                response.Redirect("file:///etc/passwd");
                break;
            case "/nowhere.jpg":
                response.StatusCode = 302;
                break;
            case "/to-plain-http.jpg":
                response.Redirect($"{server.Address}/good.jpg");
                break;
            case "/second-try.jpg" when count == 1:
                response.StatusCode = 500;
                break;
            case "/always-500.jpg":
                response.StatusCode = 500;
                break;
            case "/busy.jpg" when count == 1:
                (response.StatusCode, response.Headers.RetryAfter) = (429, "1");
                break;
            case "/busy-until.jpg" when count == 1:
                (response.StatusCode, response.Headers.RetryAfter) = (503, TimeProvider.System.GetUtcNow().AddSeconds(2).ToString("R", CultureInfo.InvariantCulture));
                break;
            case "/busy-for-an-hour.jpg":
                (response.StatusCode, response.Headers.RetryAfter) = (429, "3600");
                break;
            case "/slow-headers.jpg":
                await Task.Delay(Timeout.Infinite, gone);
                break;
            case "/stall.jpg" or "/drip.jpg":
                await DripAsync(response, target == "/drip.jpg" ? 50 : Timeout.Infinite, gone);
                break;
            case "/endless.jpg":
                await RepeatAsync(response, Jpeg, long.MaxValue, gone);
                break;
            case "/too-large.jpg":
                response.ContentLength = 2_000_000;
                await RepeatAsync(response, new byte[1000], 2_000_000, gone);
                break;
            case "/zeros.png":
                response.ContentType = "image/png";
                await response.Body.WriteAsync(Png, gone);
                await RepeatAsync(response, new byte[100_000], Zeros, gone);
                break;
            case "/bomb.png":
                await SendAsync(response, "image/png", Compressed([.. Png, .. new byte[30_000_000]], body => new GZipStream(body, CompressionLevel.Fastest)), "gzip");
                break;
            case "/gzip.png":
                await SendAsync(response, "image/png", Compressed(Png, body => new GZipStream(body, CompressionLevel.Fastest)), "gzip");
                break;
            case "/brotli.png":
                await SendAsync(response, "image/png", Compressed(Png, body => new BrotliStream(body, CompressionLevel.Fastest)), "br");
                break;
            case "/chunked.png":
                response.ContentType = "image/png";
                foreach (byte[] piece in Png.Chunk(700))
                {
                    await response.Body.WriteAsync(piece, gone);
                    await response.Body.FlushAsync(gone);
                }

                break;
            case "/versioned.png" when context.Request.Headers.IfNoneMatch == ETag:
                response.StatusCode = 304;
                break;
            case "/versioned.png":
                response.Headers.ETag = ETag;
                await SendAsync(response, "image/png", Png);
                break;
            case "/changing.png":
                response.Headers.LastModified = DateTimeOffset.UnixEpoch.AddDays(count).ToString("R", CultureInfo.InvariantCulture);
                await SendAsync(response, "image/png", Numbered(count));
                break;
            case "/truncated.png":
                await SendAsync(response, "image/png", Png[..(Png.Length / 2)]);
                break;
            case "/leaving.png" when count > 1:
                response.StatusCode = 410;
                break;
            default:
                await OtherAsync(response, target, server);
                break;
        }
    }

    private static async Task OtherAsync(HttpResponse response, string target, PictureServer server)
    {
        string[] parts = target.Split('/', '.', '?');
        if (parts is ["", "over", ..])
            response.Redirect($"{server.OtherHost}/picture/{parts[2]}.png");
        else if (parts is ["", "padded", ..] && int.TryParse(parts[2], out int padded))
            await SendAsync(response, "image/png", [.. Numbered(padded), .. new byte[Padding]]);
        else if (parts is ["", "hops", ..] && int.TryParse(parts[2], out int hops))
            response.Redirect(hops == 0 ? "/good.jpg" : $"/hops/{hops - 1}");
        else if (parts is ["", "picture", ..] && int.TryParse(parts[2], out int number))
            await SendAsync(response, "image/png", Numbered(number));
        else if (target.Contains("missing", StringComparison.Ordinal))
            response.StatusCode = 404;
        else if (target.Contains(".png", StringComparison.Ordinal))
            await SendAsync(response, "image/png", Png);
        else
            await SendAsync(response, "image/jpeg", Jpeg);
    }

    private static async Task SendAsync(HttpResponse response, string type, byte[] bytes, string? encoding = null)
    {
        response.ContentType = type;
        response.ContentLength = bytes.Length;
        if (encoding is not null)
            response.Headers.ContentEncoding = encoding;
        await response.Body.WriteAsync(bytes);
    }

    private static async Task DripAsync(HttpResponse response, int pause, CancellationToken gone)
    {
        response.ContentType = "image/jpeg";
        foreach (byte[] drop in Jpeg.Chunk(10))
        {
            await response.Body.WriteAsync(drop, gone);
            await response.Body.FlushAsync(gone);
            await Task.Delay(pause, gone);
        }
    }

    private static async Task RepeatAsync(HttpResponse response, byte[] piece, long length, CancellationToken gone)
    {
        for (long sent = 0; sent < length; sent += piece.Length)
            await response.Body.WriteAsync(piece, gone);
    }

    private static byte[] Compressed(byte[] bytes, Func<Stream, Stream> compress)
    {
        var result = new MemoryStream();
        using (Stream packed = compress(result))
            packed.Write(bytes);
        return result.ToArray();
    }
}
