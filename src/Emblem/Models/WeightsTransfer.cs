using System.Net;
using System.Net.Http.Headers;

namespace Emblem.Models;

/// <summary>One request for a file, or for what is missing of it.</summary>
/// <param name="http">Without a timeout of its own: a large file may take an hour as long as bytes arrive.</param>
/// <param name="patience">So long without a byte ends the attempt.</param>
/// <param name="arrived">Told after each block: bytes that are there, and all bytes where the server says.</param>
internal sealed class WeightsTransfer(HttpClient http, TimeSpan patience, Action<long, long?> arrived)
{
    private const int BufferSize = 1 << 17;

    /// <summary>Fetches to the end; what arrives before a fault stays in the partial file.</summary>
    /// <exception cref="TransferFault">The connection or the server failed.</exception>
    /// <exception cref="IOException">The disk failed.</exception>
    public async Task RunAsync(Uri address, PartialFile partial, CancellationToken stop)
    {
        using var idle = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            idle.CancelAfter(patience);
            using HttpResponseMessage response = await SendAsync(address, partial, idle.Token).ConfigureAwait(false);
            Prepare(response, partial);
            await CopyAsync(response, partial, idle).ConfigureAwait(false);
        }
        catch (OperationCanceledException fault) when (!stop.IsCancellationRequested)
        {
            throw new TransferFault($"nothing arrived for {patience.TotalSeconds:0.#} s", retry: true, fault);
        }
        catch (HttpRequestException fault)
        {
            throw new TransferFault((fault.InnerException ?? fault).Message.Split('\n')[0], retry: true, fault);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(Uri address, PartialFile partial, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Emblem", null));
        if (partial.Length > 0)
        {
            request.Headers.Range = new RangeHeaderValue(partial.Length, null);
            request.Headers.IfRange = partial.Version;
        }

        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop).ConfigureAwait(false);
    }

    /// <summary>Goes on where the file ends if the server does, else from the beginning.</summary>
    private static void Prepare(HttpResponseMessage response, PartialFile partial)
    {
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                partial.Restart(response);
                break;
            case HttpStatusCode.PartialContent when response.Content.Headers.ContentRange?.From == partial.Length:
                break;
            case HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable:
                partial.Clear();
                throw new TransferFault("the server has another part than the one that is missing", retry: true);
            default:
                bool retry = (int)response.StatusCode >= 500
                    || response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests;
                throw new TransferFault($"{(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd(), retry) { Status = response.StatusCode };
        }
    }

    private async Task CopyAsync(HttpResponseMessage response, PartialFile partial, CancellationTokenSource idle)
    {
        long? whole = partial.Length + response.Content.Headers.ContentLength;
        Stream body = await response.Content.ReadAsStreamAsync(idle.Token).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            byte[] buffer = new byte[BufferSize];
            int read;
            while ((read = await ReadAsync(body, buffer, idle.Token).ConfigureAwait(false)) > 0)
            {
                idle.CancelAfter(patience);
                await partial.AppendAsync(buffer.AsMemory(0, read), idle.Token).ConfigureAwait(false);
                arrived(partial.Length, whole);
            }
        }
    }

    /// <summary>Faults of the connection are told apart from those of the disk here: only the former are worth another attempt.</summary>
    private static async Task<int> ReadAsync(Stream body, byte[] buffer, CancellationToken stop)
    {
        try
        {
            return await body.ReadAsync(buffer, stop).ConfigureAwait(false);
        }
        catch (IOException fault)
        {
            throw new TransferFault("the connection was cut", retry: true, fault);
        }
    }
}
