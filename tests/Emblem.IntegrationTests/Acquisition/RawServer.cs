using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Emblem.IntegrationTests.Acquisition;

/// <summary>A listener that breaks HTTP in the ways that no web server can be brought to.</summary>
public sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    public RawServer()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
                open.Add(ServeAsync(await _listener.AcceptSocketAsync(_stop.Token)));
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using Socket connection = socket;
        try
        {
            // One request a connection: its head arrives in one piece on loopback.
            byte[] head = new byte[8192];
            int read = await connection.ReceiveAsync(head, _stop.Token);
            string path = Encoding.Latin1.GetString(head, 0, read).Split(' ').ElementAtOrDefault(1) ?? "";
            await AnswerAsync(connection, path);
            connection.Shutdown(SocketShutdown.Send);
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Whoever asked went away.
        }
    }

    private async Task AnswerAsync(Socket to, string path)
    {
        byte[] jpeg = PictureAnswers.Jpeg;
        switch (path)
        {
            case "/cut-short.jpg":
                await SendAsync(to, Head($"Content-Length: {jpeg.Length}"), jpeg[..(jpeg.Length / 2)]);
                break;
            case "/length-too-long.jpg":
                await SendAsync(to, Head($"Content-Length: {jpeg.Length + 100}"), jpeg);
                break;
            case "/length-too-short.jpg":
                await SendAsync(to, Head("Content-Length: 100"), jpeg);
                break;
            case "/length-of-many.jpg":
                await SendAsync(to, Head("Content-Length: lots"), jpeg);
                break;
            case "/huge-header.jpg":
                await SendAsync(to, Head($"X-Padding: {new string('x', 200_000)}\r\nContent-Length: {jpeg.Length}"), jpeg);
                break;
            case "/reset.jpg":
                Reset(to);
                break;
            case "/reset-in-body.jpg":
                await SendAsync(to, Head($"Content-Length: {jpeg.Length}"), jpeg[..1000]);
                await Task.Delay(200, _stop.Token);
                Reset(to);
                break;
            case "/no-http.jpg":
                await SendAsync(to, "220 mail.example ESMTP ready\r\n\r\n", []);
                break;
            case "/not-gzip.jpg":
                await SendAsync(to, Head($"Content-Encoding: gzip\r\nContent-Length: {jpeg.Length}"), jpeg);
                break;
            case "/bad-chunk.jpg":
                await SendAsync(to, Head("Transfer-Encoding: chunked") + "zz\r\n", jpeg);
                break;
            case "/until-closed.jpg":
                await SendAsync(to, Head("Connection: close"), jpeg);
                break;
            default:
                // Hangs up.
                break;
        }
    }

    private static string Head(string headers) => $"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n{headers}\r\n\r\n";

    private async Task SendAsync(Socket to, string head, byte[] body)
    {
        await to.SendAsync(Encoding.Latin1.GetBytes(head), _stop.Token);
        await to.SendAsync(body, _stop.Token);
    }

    /// <summary>Closes with a reset instead of an orderly end.</summary>
    private static void Reset(Socket socket)
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }
}
