using Emblem.IntegrationTests.Support;

namespace Emblem.IntegrationTests.Pages;

/// <summary>The quickstart's lists, and its server that has what they name.</summary>
public sealed class QuickstartWeb : IAsyncLifetime
{
    private readonly WorkFolder _folder = new();
    private readonly EmblemProcess _server;

    public QuickstartWeb() => _server = EmblemProcess.Start(new() { TimeLimit = TimeSpan.FromMinutes(5) }, "quickstart", "--serve", "--out", _folder.Path);

    public static IReadOnlyList<string> Classes { get; } = ["northfield", "southport"];

    /// <summary>The addresses of a class, as they would be pasted.</summary>
    public string ListOf(string name) => File.ReadAllText(_folder[$"{name}_links.csv"]);

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
}
