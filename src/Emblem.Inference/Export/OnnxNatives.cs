using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Emblem.Export;

/// <summary>ONNX Runtime's natives, kept to themselves.</summary>
internal static partial class OnnxNatives
{
    /// <summary>What the natives read once, when their environment is made.</summary>
    public const string TelemetryVariable = "ORT_DISABLE_TELEMETRY";

    /// <summary>Loads them: comes before anything else is asked of them.</summary>
    /// <remarks>
    /// Unless told not to, Microsoft's builds report machine, models and times to their maker, and keep a number of the machine and a database for that in
    /// the user's cache, which takes time at each start too. Who wants it sets <see cref="TelemetryVariable"/> to 0; what is set stays as it is.
    /// </remarks>
    /// <exception cref="DllNotFoundException">They are missing; or within a <see cref="TypeInitializationException"/>.</exception>
    public static OrtEnv Load()
    {
        // Environment.SetEnvironmentVariable changes .NET's own copy, which natives do not see.
        if (!OperatingSystem.IsWindows())
            SetVariable(TelemetryVariable, "1", overwrite: 0);
        var environment = OrtEnv.Instance();

        // There events are only given to the system, which a call stops.
        if (OperatingSystem.IsWindows())
            environment.DisableTelemetryEvents();
        return environment;
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
