using System.Reflection;
using System.Runtime.InteropServices;
using Emblem.Compute.Memory;
using Emblem.Foundation;

namespace Emblem.Compute;

/// <summary>Loads the native half of TorchSharp, or says plainly what is missing.</summary>
/// <remarks>
/// TorchSharp 0.107's own library asks for <c>GLIBCXX_3.4.32</c>, which Debian 12, Ubuntu 22.04 and RHEL 9 lack, for the sake of one
/// symbol that is never called. There a copy with that one demand marked weak is made in sealed memory and loaded instead;
/// the package's own file is never touched. Costs 2 MB and about 10 ms once a process where it is needed, nothing elsewhere.
/// </remarks>
public static class NativeRuntime
{
    private const string Wrapper = "LibTorchSharp";
    private const string MissingVersion = "GLIBCXX_3.4.32";
    private const string VersionMarker = "_ZSt21ios_base_library_initv";

    // In the order of their need; the CUDA ones only where their package is.
    private static readonly string[] TorchLibraries = ["c10", "torch_cpu", "c10_cuda", "torch_cuda", "torch"];
    private static readonly Lazy<bool> Loaded = new(Load);
    private static readonly Lazy<bool> Ready = new(Prepare);

    /// <summary>
    /// Makes torch usable. Everything in Emblem that computes calls it first; call it yourself before using
    /// TorchSharp directly. Cheap after the first time, and safe from any thread.
    /// </summary>
    /// <exception cref="NativesMissingException">The natives are missing or do not fit this system; the message names the package to add.</exception>
    public static void EnsureLoaded() => _ = Ready.Value;

    /// <summary>How many threads torch computes with: part of what decides a result's last bits.</summary>
    public static int Threads
    {
        get
        {
            EnsureLoaded();
            return TorchSharp.torch.get_num_threads();
        }
    }

    /// <summary>
    /// How many of libtorch's requests for memory were led to Emblem since the process began, small ones that were passed on to the C library too:
    /// 0 unless something asked for <see cref="TensorMemory.Pooled"/>. Loads nothing.
    /// </summary>
    public static long RedirectedAllocations => TensorPool.Redirected;

    /// <summary>Whether the wrapper asked for more than this system's C++ library has, so that a copy without that demand was loaded.</summary>
    internal static bool IsPatched { get; private set; }

    /// <summary>Where libtorch was found.</summary>
    internal static string? Folder => Path.GetDirectoryName(Find(LibraryFile("torch_cpu")));

    /// <summary>Whether the natives that were found include those for CUDA.</summary>
    internal static bool HasCuda => Find(LibraryFile("torch_cuda")) is not null;

    /// <summary>The OpenMP library that lies beside libtorch and that it computes with; null where it is another one, or part of the system.</summary>
    internal static string? OpenMp
    {
        get
        {
            EnsureLoaded();
            return Directory.EnumerateFiles(Path.GetDirectoryName(Find(LibraryFile("torch_cpu")))!, "libgomp*.so*").Order(StringComparer.Ordinal).FirstOrDefault();
        }
    }

    /// <summary>The address of a function of libtorch by its name in the library; 0 where it has none of that name.</summary>
    internal static nint TorchExport(string name) => NativeLibrary.TryGetExport(LoadTorchLibrary("torch_cpu"), name, out nint address) ? address : 0;

    /// <summary>The loader's handle of one of torch's libraries, by its name without prefix and ending.</summary>
    internal static nint LoadTorchLibrary(string name)
    {
        _ = Loaded.Value;
        return NativeLibrary.Load(Find(LibraryFile(name))!);
    }

    private static bool Prepare()
    {
        bool loaded = Loaded.Value;
        TorchContext.LeaveNnpackOut();
        return loaded;
    }

    private static bool Load()
    {
        string package = $"libtorch-cpu-{Platform()}";
        string? torch = Find(LibraryFile("torch_cpu"));
        string? wrapper = Find(LibraryFile(Wrapper));
        if (torch is null || wrapper is null)
        {
            throw new NativesMissingException(
                $"The native library {LibraryFile(torch is null ? "torch_cpu" : Wrapper)} was not found beside the program. "
                + $"Add the package to the project that is run: dotnet add package {(torch is null ? package : "TorchSharp")}");
        }

        try
        {
            // By full path and ahead of the wrapper: a patched copy lies elsewhere, where its own search would not find them.
            foreach (string library in TorchLibraries.Select(name => Path.Combine(Path.GetDirectoryName(torch)!, LibraryFile(name))).Where(File.Exists))
                NativeLibrary.Load(library);
            LoadWrapper(wrapper);
            return true;
        }
        catch (Exception fault) when (fault is DllNotFoundException or BadImageFormatException or InvalidDataException or IOException)
        {
            throw new NativesMissingException(
                $"The torch natives were found in {Path.GetDirectoryName(torch)} but do not load on this system: {fault.Message.Trim()} "
                + $"Emblem needs {package} 2.10 and, on Linux, glibc 2.28 or newer with libstdc++.",
                fault);
        }
    }

    private static void LoadWrapper(string path)
    {
        try
        {
            NativeLibrary.Load(path);
        }
        catch (DllNotFoundException fault) when (OperatingSystem.IsLinux() && fault.Message.Contains(MissingVersion, StringComparison.Ordinal))
        {
            using SealedLibrary copy = PatchedCopy(path);
            NativeLibrary.Load(copy.Path);
            IsPatched = true;
        }
    }

    /// <summary>A copy without the demand, which nobody can change before it is loaded.</summary>
    internal static SealedLibrary PatchedCopy(string original) =>
        SealedLibrary.Create(Path.GetFileName(original), ElfVersionPatch.MakeWeak(File.ReadAllBytes(original), MissingVersion, VersionMarker));

    /// <summary>The folders that the host searches for natives, with the program's own first.</summary>
    private static string? Find(string file)
    {
        string listed = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "";
        string beside = Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location) ?? "";
        string[] folders =
        [
            AppContext.BaseDirectory,
            Path.Combine(AppContext.BaseDirectory, "runtimes", Platform(), "native"),
            Path.Combine(beside, "runtimes", Platform(), "native"),
            .. listed.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        ];
        return folders.Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
    }

    private static string Platform()
    {
        string system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        return $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
    }

    private static string LibraryFile(string name) =>
        OperatingSystem.IsWindows() ? $"{name}.dll" : OperatingSystem.IsMacOS() ? $"lib{name}.dylib" : $"lib{name}.so";
}
