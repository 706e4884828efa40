using System.Net;
using Emblem.Imaging;
using Emblem.IntegrationTests.Support;

namespace Emblem.IntegrationTests.Cli;

/// <summary><c>emblem quickstart --serve</c> as a process: lists on disk, pictures over HTTP, an end by signal.</summary>
public sealed class QuickstartServeTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("emblem-serve-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Serves_what_its_lists_name_until_interrupted()
    {
        await using EmblemProcess process = EmblemProcess.Start(null, "quickstart", "--serve", "--out", _folder.FullName);
        string line = await process.WaitForAsync("Serving ");
        Assert.Matches(@"^Serving http://127\.0\.0\.1:\d+/? until Ctrl\+C\.$", line);

        string[] urls = File.ReadAllLines(Path.Combine(_folder.FullName, "southport_links.csv"));
        using var http = new HttpClient();
        Assert.Equal(ImageFormat.Jpeg, Identify(await http.GetByteArrayAsync(Named(urls, "southport/photo-008.jpg"))));
        Assert.Equal(ImageFormat.Jpeg, Identify(await http.GetByteArrayAsync(Named(urls, "old/41.jpg"))));
        Assert.Equal(ImageFormat.Jpeg, Identify(await http.GetByteArrayAsync(Named(urls, "?size=large"))));
        Assert.Equal(ImageFormat.Png, Identify(await http.GetByteArrayAsync(Named(urls, "photo-029.jpg"))));
        Assert.Equal(ImageFormat.Html, Identify(await http.GetByteArrayAsync(Named(urls, "page-0.jpg"))));
        Assert.Empty(await http.GetByteArrayAsync(Named(urls, "empty.jpg")));
        using HttpResponseMessage gone = await http.GetAsync(Named(urls, "gone-1.jpg"));
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);

        process.Interrupt();
        EmblemRun run = (await process.WaitAsync()).Expect(130);
        Assert.Contains("Stopped", run.Error, StringComparison.Ordinal);
        Assert.Equal(10, Directory.GetFiles(Path.Combine(_folder.FullName, "test")).Length);
        Assert.Empty(Directory.GetFiles(_folder.FullName, "*.partial", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task With_json_prints_one_object_and_ends_on_sigterm()
    {
        await using EmblemProcess process = EmblemProcess.Start(null, "quickstart", "--serve", "--json", "--out", _folder.FullName);
        await process.WaitForAsync("test_truth");
        process.Terminate();
        EmblemRun run = (await process.WaitAsync()).Expect(130);
        Assert.Equal("quickstart", run.Json.GetProperty("command").GetString());
        Assert.True(File.Exists(run.Json.GetProperty("urls").GetProperty("northfield").GetString()));
        Assert.Contains("Serving ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_c_while_drawing_leaves_nothing_and_is_130()
    {
        await using EmblemProcess process = EmblemProcess.Start(null, "quickstart", "--serve", "--out", _folder.FullName);
        await process.WaitForAsync("drawing pictures");
        process.Interrupt();
        (await process.WaitAsync()).Expect(130);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.FullName));
    }

    [Fact]
    public async Task A_taken_port_fails_and_says_what_to_do()
    {
        using var taken = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        string port = $"{((IPEndPoint)taken.LocalEndpoint).Port}";
        EmblemRun run = (await EmblemProcess.RunAsync("quickstart", "--serve", "--port", port, "--out", _folder.FullName)).Expect(1);
        Assert.Contains(port, run.Error, StringComparison.Ordinal);
        Assert.Contains("--port", run.Error, StringComparison.Ordinal);
    }

    private static string Named(string[] urls, string part) => urls.First(url => url.Contains(part, StringComparison.Ordinal));

    private static ImageFormat Identify(byte[] bytes) => ImageSniffer.Identify(bytes);
}
