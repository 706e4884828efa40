using Emblem.IntegrationTests.Support;

namespace Emblem.IntegrationTests.Pages;

/// <summary>The quickstart's lists, and its server that has what they name.</summary>
public sealed class QuickstartWeb : IAsyncLifetime
{
    private const int Strays = 2;

    private readonly WorkFolder _folder = new();
    private readonly EmblemProcess _server;

    public QuickstartWeb() => _server = EmblemProcess.Start(new() { TimeLimit = TimeSpan.FromMinutes(5) }, "quickstart", "--serve", "--out", _folder.Path);

    public static IReadOnlyList<string> Classes { get; } = ["northfield", "southport"];

    /// <summary>The addresses of a class, as they would be pasted; the last class's begin with some of the first one's, as lists of a search do.</summary>
    public string ListOf(string name) => string.Join('\n', [.. name == Classes[^1] ? Addresses(Classes[0]).Take(Strays) : [], .. Addresses(name)]);

    /// <summary>A picture that is in no list, and what it shows.</summary>
    public (string File, string Class) TestPicture
    {
        get
        {
            string[] row = File.ReadLines(_folder["test-truth.csv"]).ElementAt(1).Split(',');
            return (Path.Combine(_folder["test"], row[0]), row[1]);
        }
    }

    public async ValueTask InitializeAsync() => await _server.WaitForAsync("Serving ");

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    private string[] Addresses(string name) => File.ReadAllLines(_folder[$"{name}_links.csv"]);
}
