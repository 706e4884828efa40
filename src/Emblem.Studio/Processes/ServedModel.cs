using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Emblem.Foundation;

namespace Emblem.Studio.Processes;

/// <summary>
/// A run's best model behind <c>emblem serve</c>, in a process of its own: what decodes a stranger's picture and what computes with torch may crash there, and costs one answer. It
/// listens on this machine alone, wants a key that nobody else knows, and ends with this process, however that ends.
/// </summary>
internal sealed class ServedModel : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly HttpClient _client;

    private ServedModel(Process process, HttpClient client) => (_process, _client) = (process, client);

    /// <summary>Whether it answers no more.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>Starts one and waits until it answers.</summary>
    /// <param name="options">The program.</param>
    /// <param name="model">A run's folder or a model's file.</param>
    /// <param name="stop">Gives it up.</param>
    /// <exception cref="EmblemException">It ended, or said nothing for a minute.</exception>
    public static async Task<ServedModel> StartAsync(StudioOptions options, string model, CancellationToken stop)
    {
        string key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        ProcessStartInfo start = new ChildProgram(options.Program).Describe("serve", model, "--port", "0", "--json", "--ends-with", $"{Environment.ProcessId}");
        start.Environment["EMBLEM_KEY"] = key;
        Process process = ChildProgram.Begin(start);
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(stop);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
            limit.CancelAfter(Patience);
            Uri address = await AddressAsync(process, limit.Token).ConfigureAwait(false)
                ?? throw new EmblemException($"The model cannot be opened: {(await errors.ConfigureAwait(false)).Trim()}");
            var client = new HttpClient { BaseAddress = address, Timeout = Patience };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
            return new ServedModel(process, client);
        }
        catch
        {
            Kill(process);
            throw;
        }
    }

    /// <summary>What it makes of a picture.</summary>
    /// <exception cref="EmblemException">The picture cannot be read, or the process ended over it.</exception>
    public async Task<ServedAnswer> PredictAsync(byte[] picture, CancellationToken stop)
    {
        using HttpResponseMessage response = await AskAsync("predict", picture, stop).ConfigureAwait(false);
        return (await response.Content.ReadFromJsonAsync<ServedAnswer>(ServedAnswer.Options, stop).ConfigureAwait(false))!;
    }

    /// <summary>Where it sees a class.</summary>
    /// <exception cref="EmblemException">The picture cannot be read, or the process ended over it.</exception>
    public async Task<ServedHeatmap> ExplainAsync(byte[] picture, string ofClass, CancellationToken stop)
    {
        using HttpResponseMessage response = await AskAsync($"explain?class={Uri.EscapeDataString(ofClass)}", picture, stop).ConfigureAwait(false);
        byte[] png = await response.Content.ReadAsByteArrayAsync(stop).ConfigureAwait(false);
        string caption = Uri.UnescapeDataString(response.Headers.TryGetValues("Content-Description", out IEnumerable<string>? captions) ? captions.First() : "");
        return new ServedHeatmap($"data:image/png;base64,{Convert.ToBase64String(png)}", caption);
    }

    public void Dispose()
    {
        _client.Dispose();
        Kill(_process);
    }

    private async Task<HttpResponseMessage> AskAsync(string path, byte[] picture, CancellationToken stop)
    {
        try
        {
            using var content = new ByteArrayContent(picture) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
            HttpResponseMessage response = await _client.PostAsync(path, content, stop).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
                return response;
            using (response)
                throw new EmblemException(await ReasonAsync(response, stop).ConfigureAwait(false));
        }
        catch (HttpRequestException fault)
        {
            throw new EmblemException("The model's process ended over this picture. Try another one; the model is started again.", fault);
        }
    }

    private static async Task<string> ReasonAsync(HttpResponseMessage response, CancellationToken stop)
    {
        try
        {
            using JsonDocument problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(stop).ConfigureAwait(false));
            return problem.RootElement.GetProperty("title").GetString()!;
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException)
        {
            return $"The model answered with {(int)response.StatusCode}.";
        }
    }

    private static async Task<Uri?> AddressAsync(Process process, CancellationToken stop)
    {
        string text = "";
        while (await process.StandardOutput.ReadLineAsync(stop).ConfigureAwait(false) is { } line)
        {
            text += line + "\n";
            if (line != "}")
                continue;
            using JsonDocument json = JsonDocument.Parse(text);
            return json.RootElement.TryGetProperty("address", out JsonElement address) ? new Uri(address.GetString()!) : null;
        }

        return null;
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }

        process.Dispose();
    }
}
