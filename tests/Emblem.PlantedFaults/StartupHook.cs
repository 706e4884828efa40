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
        bool isEmblem = known.Split(Path.PathSeparator).Any(path => Path.GetFileName(path) == "Emblem.dll");
        if (isEmblem && Environment.GetEnvironmentVariable(PlantedKernels.Variable) is { Length: > 0 } planted)
            PlantedKernels.Plant(planted);
    }
}
