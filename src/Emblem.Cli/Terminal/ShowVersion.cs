using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace Emblem.Cli.Terminal;

/// <summary><c>--version</c>: the command's name and version, without the build's hash.</summary>
internal sealed class ShowVersion : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        string version = typeof(ShowVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        parseResult.InvocationConfiguration.Output.WriteLine($"emblem {version.Split('+')[0]}");
        return ExitCode.Done;
    }
}
