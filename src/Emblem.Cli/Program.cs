using System.Globalization;
using Emblem.Cli;
using Emblem.Cli.Terminal;
using Emblem.Compute.Memory;

// Numbers and dates look the same whatever the machine's language: files and scripts depend on them.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;

ProcessMemory.KeepLittle();
using var signals = new StopSignals();
return await RankSession.RunAsync((standard, error) => CommandTree.RunAsync(args, standard, error, signals.Stop), signals.Stop);
