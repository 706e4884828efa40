using System.Diagnostics;
using System.Globalization;

namespace Emblem.Benchmarks.Ranked;

/// <summary>
/// Two network namespaces of this machine with a cable between them, of a bandwidth that Linux' token bucket sets: two machines as far as MPI can see. For root, on
/// Linux, with <c>ip</c> and <c>tc</c>.
/// </summary>
internal sealed class RankNetwork : IDisposable
{
    private const string First = "emblem-rank-a";
    private const string Second = "emblem-rank-b";
    private const string FirstCable = "emblem-a";
    private const string SecondCable = "emblem-b";
    private readonly string _agent = Path.Combine(Path.GetTempPath(), $"emblem-rank-agent-{Environment.ProcessId}.sh");

    public RankNetwork()
    {
        Remove();
        foreach ((string space, string cable, string address) in ((string, string, string)[])[(First, FirstCable, "10.77.0.1/24"), (Second, SecondCable, "10.77.0.2/24")])
        {
            Run("ip", "netns", "add", space);
            if (space == Second)
                Run("ip", "link", "add", FirstCable, "type", "veth", "peer", "name", SecondCable);
        }

        foreach ((string space, string cable, string address) in ((string, string, string)[])[(First, FirstCable, "10.77.0.1/24"), (Second, SecondCable, "10.77.0.2/24")])
        {
            Run("ip", "link", "set", cable, "netns", space);
            Run("ip", "-n", space, "addr", "add", address, "dev", cable);
            Run("ip", "-n", space, "link", "set", cable, "up");
            Run("ip", "-n", space, "link", "set", "lo", "up");
        }

        // What mpirun starts "on the other machine": the same one, in the other namespace.
        File.WriteAllText(_agent, $"#!/bin/sh\nshift\nexec ip netns exec {Second} sh -c \"$*\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_agent, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Why there can be none here; null where there can.</summary>
    public static string? Missing => !OperatingSystem.IsLinux() || Environment.UserName != "root" ? "network namespaces are for root on Linux"
        : ((string[])["/usr/sbin/tc", "/usr/sbin/ip"]).FirstOrDefault(tool => !File.Exists(tool)) is { } tool ? $"{tool} is missing (Debian's iproute2)" : null;

    /// <summary>What starts a rank in each namespace, each on a core of its own.</summary>
    public IReadOnlyList<string> Starter =>
    [
        "ip", "netns", "exec", First, "mpirun", "--mca", "plm_rsh_agent", _agent, "--host", "10.77.0.1,10.77.0.2", "--map-by", "node", "--bind-to", "none",
        "--mca", "btl", "tcp,self", "--mca", "btl_tcp_if_include", "10.77.0.0/24", "--mca", "oob_tcp_if_include", "10.77.0.0/24", "-n", "2",
        "bash", "-c", "exec taskset -c $OMPI_COMM_WORLD_RANK \"$@\"", "rank",
    ];

    /// <summary>Sets the bandwidth each way.</summary>
    /// <param name="bits">A second.</param>
    public void Limit(double bits)
    {
        string rate = string.Create(CultureInfo.InvariantCulture, $"{bits:F0}");

        // A millisecond's worth, which the kernel's timer needs between two looks.
        string burst = string.Create(CultureInfo.InvariantCulture, $"{Math.Max(32_000, bits / 8 / 1000):F0}");
        Run("tc", "-n", First, "qdisc", "replace", "dev", FirstCable, "root", "tbf", "rate", rate, "burst", burst, "latency", "20ms");
        Run("tc", "-n", Second, "qdisc", "replace", "dev", SecondCable, "root", "tbf", "rate", rate, "burst", burst, "latency", "20ms");
    }

    public void Dispose()
    {
        Remove();
        File.Delete(_agent);
    }

    private static void Remove()
    {
        foreach (string space in (string[])[First, Second])
            Start("ip", "netns", "del", space);
    }

    private static void Run(params string[] command)
    {
        if (Start(command) is { Length: > 0 } fault)
            throw new InvalidOperationException($"'{string.Join(' ', command)}' failed: {fault}");
    }

    private static string Start(params string[] command)
    {
        using Process process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true })!;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? "" : $"{errors} ({process.ExitCode})";
    }
}
