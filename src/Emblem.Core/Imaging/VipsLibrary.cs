using Emblem.Foundation;
using NetVips;
using Vips = NetVips.NetVips;

namespace Emblem.Imaging;

/// <summary>The native libvips: set up once, with an error that names the missing package.</summary>
/// <remarks>
/// libvips has its settings for the whole process. Before the first picture is read Emblem sets one thread a picture, no cache of operations, no loaders
/// that libvips calls untrusted, and a log handler that drops warnings. A program that uses libvips too and wants its own says so before with the switch
/// <see cref="LeaveAloneSwitch"/>; pixels are the same, time, memory, and what of a hostile file reaches a decoder are then the program's.
/// </remarks>
internal static class VipsLibrary
{
    /// <summary>The name for <see cref="AppContext.SetSwitch"/>, or a <c>RuntimeHostConfigurationOption</c> of a project file.</summary>
    public const string LeaveAloneSwitch = "Emblem.LeaveVipsAlone";

    /// <summary>Kept here because native code holds on to it. Made when libvips is: touching any of its classes sets it up.</summary>
    private static Log.LogDelegate? _silence;

    private static readonly Lazy<Exception?> Preparing = new(Prepare);

    private static Exception? Fault => Preparing.Value;

    /// <summary>Its version, for example <c>8.18.7</c>; null where it cannot be loaded.</summary>
    public static string? Version => Fault is null ? $"{Vips.Version(0)}.{Vips.Version(1)}.{Vips.Version(2)}" : null;

    private static string FileName => OperatingSystem.IsWindows() ? "libvips-42.dll" : OperatingSystem.IsMacOS() ? "libvips.42.dylib" : "libvips.so.42";

    /// <exception cref="NativesMissingException">The library is not there for this platform.</exception>
    public static void Require()
    {
        if (Fault is not null)
            throw Missing(Fault);
    }

    /// <summary>
    /// The same for whoever may need it later: looks whether the library is there, and loads it only where it is not beside the program. Loading takes 10 ms and
    /// 8 MB, which a plain JPEG does not need.
    /// </summary>
    /// <exception cref="NativesMissingException">The library is not there for this platform.</exception>
    public static void RequirePresent()
    {
        string[] folders = [AppContext.BaseDirectory, .. (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "").Split(Path.PathSeparator)];
        if (!Array.Exists(folders, folder => File.Exists(Path.Combine(folder, FileName))))
            Require();
    }

    private static NativesMissingException Missing(Exception fault) => new(
        "libvips, which decodes pictures, could not be loaded. Add the package NetVips.Native.linux-x64, "
        + "NetVips.Native.osx-arm64 or NetVips.Native.win-x64, whichever is your platform, to the program that runs.",
        fault);

    private static Exception? Prepare()
    {
        if (!ModuleInitializer.VipsInitialized)
            return ModuleInitializer.Exception ?? new DllNotFoundException("libvips");
        SetUp();
        return null;
    }

    /// <summary>Makes libvips as Emblem wants it, unless the program said not to.</summary>
    internal static void SetUp()
    {
        if (AppContext.TryGetSwitch(LeaveAloneSwitch, out bool leave) && leave)
            return;
        // Workers decode in parallel already: libvips' own threads and its cache would only add contention and memory.
        Vips.Concurrency = 1;
        Cache.Max = 0;
        Vips.BlockUntrusted = true;
        // Decoders' warnings would go to the standard error stream; what matters arrives as an exception.
        _silence ??= (_, _, _) => { };
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, _silence);
    }
}
