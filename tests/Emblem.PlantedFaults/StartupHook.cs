using Emblem.PlantedFaults;

/// <summary>
/// What .NET calls before a program's own beginning when <c>DOTNET_STARTUP_HOOKS</c> names this assembly. In a process that is no Emblem (the
/// SDK's own, for example) nothing happens.
/// </summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        string known = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "";
        if (!known.Split(Path.PathSeparator).Any(path => Path.GetFileName(path) == "Emblem.dll"))
            return;
        if (Asked(PlantedTrimming.Variable) is not null)
            PlantedTrimming.Plant();
        if (Asked(PlantedKernels.Variable) is { } kernels)
            PlantedKernels.Plant(kernels);
        if (Asked(PlantedDecoding.Variable) is { } decoding)
            PlantedDecoding.Plant(decoding);
    }

    private static string? Asked(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? text : null;
}
