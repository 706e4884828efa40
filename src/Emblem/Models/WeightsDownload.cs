using Emblem.Foundation;

namespace Emblem.Models;

/// <summary>
/// Fetches ImageNet weights into the user's cache, from the Hugging Face hub, where timm keeps torchvision's weights as safetensors.
/// </summary>
public sealed class WeightsDownload : IDisposable
{
    /// <summary>The environment variable that names another host, for a mirror: <c>https://host</c>.</summary>
    public const string HostVariable = "EMBLEM_WEIGHTS_HOST";

    private const string OfficialHost = "https://huggingface.co";
    private const int BufferSize = 1 << 17;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly HttpClient _http;

    /// <summary>Creates a downloader with its own connection pool.</summary>
    public WeightsDownload() => _http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = Patience }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>
    /// Downloads, checks and keeps the weights. Gives up when nothing arrives for 5 seconds, so a machine without a network does not hang.
    /// </summary>
    /// <returns>The cached file.</returns>
    /// <exception cref="EmblemException">Not to be had; the message says which file to put where by hand.</exception>
    public async Task<BodyWeights> FetchAsync(Architecture architecture, IProgress<StepProgress>? progress = null, CancellationToken stop = default)
    {
        string host = Environment.GetEnvironmentVariable(HostVariable) is { Length: > 0 } other ? other.TrimEnd('/') : OfficialHost;
        var address = new Uri($"{host}/{architecture.PublishedWeights}/resolve/main/model.safetensors");
        string path = Path.Combine(PretrainedWeights.CacheFolder, PretrainedWeights.FileName(architecture, WeightsKind.ImageNet));
        string temporary = $"{path}.{Environment.ProcessId}{AtomicFile.TemporaryExtension}";
        try
        {
            Directory.CreateDirectory(PretrainedWeights.CacheFolder);
            await CopyAsync(address, temporary, progress, stop).ConfigureAwait(false);
            _ = PretrainedWeights.FromFile(temporary, architecture);
            File.Move(temporary, path, overwrite: true);
            return new BodyWeights(path, architecture, PretrainedWeights.NameOf(WeightsKind.ImageNet));
        }
        catch (Exception fault) when (!stop.IsCancellationRequested && fault is HttpRequestException or IOException or OperationCanceledException or EmblemException)
        {
            string cause = fault is OperationCanceledException ? $"nothing arrived for {Patience.TotalSeconds} s" : fault.Message;
            throw new EmblemException(
                $"The ImageNet weights of {architecture} could not be fetched from {address}: {cause}. Without a network, put that file as "
                + $"{PretrainedWeights.FileName(architecture, WeightsKind.ImageNet)} into a folder and name the folder in {PretrainedWeights.FolderVariable}.",
                fault);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _http.Dispose();

    private async Task CopyAsync(Uri address, string path, IProgress<StepProgress>? progress, CancellationToken stop)
    {
        using var idle = CancellationTokenSource.CreateLinkedTokenSource(stop);
        idle.CancelAfter(Patience);
        using HttpResponseMessage response = await _http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, idle.Token).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        long? length = response.Content.Headers.ContentLength;
        Stream body = await response.Content.ReadAsStreamAsync(idle.Token).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            FileStream file = File.Create(path);
            await using (file.ConfigureAwait(false))
            {
                byte[] buffer = new byte[BufferSize];
                long done = 0;
                int read;
                while ((read = await body.ReadAsync(buffer, idle.Token).ConfigureAwait(false)) > 0)
                {
                    idle.CancelAfter(Patience);
                    await file.WriteAsync(buffer.AsMemory(0, read), idle.Token).ConfigureAwait(false);
                    done += read;
                    progress?.Report(new StepProgress("fetching weights", (int)(done >> 10), (int?)(length >> 10)));
                }

                if (length is { } whole && done != whole)
                    throw new IOException($"{done} of {whole} bytes arrived");
            }
        }
    }
}
