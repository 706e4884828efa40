using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Emblem.Imaging;

namespace Emblem.Acquisition;

/// <summary>One request for one picture: headers, body to its last byte, and a look at what the bytes are.</summary>
internal sealed class PictureRequest(HttpClient http, DownloadOptions options)
{
    private const int BufferSize = 1 << 16;

    /// <summary>Fetches into a file of the given name, to which the true extension is added once the content is known.</summary>
    /// <exception cref="DownloadFault">No picture came of it; nothing is left behind.</exception>
    public async Task<DownloadRecord> FetchAsync(UrlEntry entry, string folder, CancellationToken stop)
    {
        using var idle = CancellationTokenSource.CreateLinkedTokenSource(stop);
        string temporary = Path.Combine(folder, $"{Name(entry)}{Foundation.AtomicFile.TemporaryExtension}");
        try
        {
            idle.CancelAfter(options.IdleTimeout);
            using HttpResponseMessage response = await SendAsync(entry.Url, idle.Token).ConfigureAwait(false);
            RequireSuccess(response);
            (long length, string hash) = await SaveAsync(response, temporary, idle).ConfigureAwait(false);
            ImageHeader header = Identify(temporary, response);
            string name = $"{Name(entry)}{ImageSniffer.ExtensionOf(header.Format)}";
            File.Move(temporary, Path.Combine(folder, name), overwrite: true);
            return new DownloadRecord
            {
                Index = entry.Index,
                Url = entry.Url.OriginalString,
                FinalUrl = response.RequestMessage!.RequestUri!.AbsoluteUri,
                Status = (int)response.StatusCode,
                Outcome = DownloadOutcome.Downloaded,
                File = name,
                Bytes = length,
                Sha256 = hash,
                ContentType = ContentTypeOf(response),
                Width = header.Width,
                Height = header.Height,
            };
        }
        catch (OperationCanceledException fault) when (!stop.IsCancellationRequested)
        {
            throw new DownloadFault($"nothing arrived for {options.IdleTimeout.TotalSeconds:0.#} s", retry: true, fault);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw new DownloadFault(Explain(fault), retry: true, fault);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>As fast.ai names files: the index with eight digits.</summary>
    private static string Name(UrlEntry entry) => entry.Index.ToString("D8", System.Globalization.CultureInfo.InvariantCulture);

    private async Task<HttpResponseMessage> SendAsync(Uri url, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.TryAddWithoutValidation("User-Agent", options.UserAgent);
        request.Headers.TryAddWithoutValidation("Accept", "image/avif,image/webp,image/png,image/jpeg,image/*;q=0.8,*/*;q=0.5");
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop).ConfigureAwait(false);
    }

    private void RequireSuccess(HttpResponseMessage response)
    {
        if (!response.IsSuccessStatusCode)
        {
            bool retry = (int)response.StatusCode >= 500 || response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests;
            throw Fault(response, $"{(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd(), retry);
        }

        if (response.Content.Headers.ContentLength > options.MaxBytes)
            throw Fault(response, $"{response.Content.Headers.ContentLength} bytes are over the limit of {options.MaxBytes}", retry: false);
    }

    private async Task<(long Length, string Hash)> SaveAsync(HttpResponseMessage response, string path, CancellationTokenSource idle)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Stream body = await response.Content.ReadAsStreamAsync(idle.Token).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            FileStream file = File.Create(path);
            await using (file.ConfigureAwait(false))
            {
                byte[] buffer = new byte[BufferSize];
                long length = 0;
                int read;
                while ((read = await body.ReadAsync(buffer, idle.Token).ConfigureAwait(false)) > 0)
                {
                    idle.CancelAfter(options.IdleTimeout);
                    length += read;
                    if (length > options.MaxBytes)
                        throw Fault(response, $"more than the limit of {options.MaxBytes} bytes arrived", retry: false);
                    hash.AppendData(buffer, 0, read);
                    await file.WriteAsync(buffer.AsMemory(0, read), idle.Token).ConfigureAwait(false);
                }

                return (length, Convert.ToHexStringLower(hash.GetHashAndReset()));
            }
        }
    }

    private static ImageHeader Identify(string path, HttpResponseMessage response)
    {
        try
        {
            return ImageCodec.ReadHeader(File.ReadAllBytes(path));
        }
        catch (ImageFileException fault)
        {
            throw new DownloadFault(fault.Reason, retry: false, fault)
            {
                Status = response.StatusCode,
                FinalUrl = response.RequestMessage?.RequestUri,
                ContentType = ContentTypeOf(response),
                IsNoPicture = true,
            };
        }
    }

    private static DownloadFault Fault(HttpResponseMessage response, string reason, bool retry) => new(reason, retry)
    {
        Status = response.StatusCode,
        FinalUrl = response.RequestMessage?.RequestUri,
        ContentType = ContentTypeOf(response),
        RetryAfter = Wait(response.Headers.RetryAfter),
    };

    private static TimeSpan? Wait(RetryConditionHeaderValue? header) =>
        header?.Delta ?? (header?.Date is { } date ? date - TimeProvider.System.GetUtcNow() : null);

    private static string ContentTypeOf(HttpResponseMessage response) => response.Content.Headers.ContentType?.MediaType ?? "";

    private static string Explain(Exception fault) =>
        fault is HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } ? "the body ended early"
        : (fault.InnerException ?? fault).Message.Split('\n')[0];
}
