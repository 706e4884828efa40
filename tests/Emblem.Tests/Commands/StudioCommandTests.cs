using System.Net;
using System.Net.Sockets;
using Emblem.Acquisition;
using Emblem.Cli.Commands;
using Emblem.Foundation;
using Emblem.Studio;
using Emblem.Tests.Support;

namespace Emblem.Tests.Commands;

public sealed class StudioCommandTests
{
    /// <summary>The usual port is what open pages find the program again by; it is nobody's wish.</summary>
    [Fact]
    public async Task APortThatIsTakenIsAnErrorOnlyWhereItWasAskedFor()
    {
        using var folder = new TemporaryFolder();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        int taken = ((IPEndPoint)other.LocalEndpoint).Port;
        var options = new StudioOptions { Root = folder.Path, Program = new WorkerCommand("false"), Port = taken };

        await using StudioServer server = await StudioCommand.StartAsync(options, takesAnyPort: true, null, TestContext.Current.CancellationToken);

        Assert.NotEqual(taken, server.Address.Port);
        await Assert.ThrowsAsync<EmblemException>(() => StudioCommand.StartAsync(options, takesAnyPort: false, null, TestContext.Current.CancellationToken));
    }
}
