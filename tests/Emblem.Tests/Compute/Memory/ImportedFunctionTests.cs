using System.Runtime.InteropServices;
using Emblem.Compute;
using Emblem.Compute.Memory;
using TorchSharp;

namespace Emblem.Tests.Compute.Memory;

public sealed unsafe class ImportedFunctionTests
{
    // The name that a library gives itself: the loader then answers with the one that is loaded, from wherever that was.
    private const string Wrapper = "libLibTorchSharp.so";

    public ImportedFunctionTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "ELF libraries are Linux's.");

    [Fact]
    public void A_function_that_is_never_called_is_not_found() =>
        Assert.Null(ImportedFunction.Find(NativeRuntime.LoadTorchLibrary("c10"), "no_such_function"));

    [Fact]
    public void Calls_go_where_they_are_led_and_back()
    {
        // What TorchSharp asks torch here nobody else in these tests does.
        const string asked = "_ZN2at23get_num_interop_threadsEv";
        nint own = NativeRuntime.TorchExport(asked);
        int threads = torch.get_num_interop_threads();
        var function = ImportedFunction.Find(NativeLibrary.Load(Wrapper), asked);
        Assert.NotNull(function);

        function.Become((nint)(delegate* unmanaged<int>)&Answer);
        try
        {
            Assert.Equal(4711, torch.get_num_interop_threads());
        }
        finally
        {
            function.Become(own);
        }

        Assert.Equal(threads, torch.get_num_interop_threads());
    }

    [UnmanagedCallersOnly]
    private static int Answer() => 4711;
}
