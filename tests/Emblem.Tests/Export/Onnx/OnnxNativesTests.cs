using System.Runtime.InteropServices;
using Emblem.Export;

namespace Emblem.Tests.Export.Onnx;

public sealed partial class OnnxNativesTests
{
    /// <summary>Asked of the C library: natives see no variable that .NET sets for itself.</summary>
    [Fact]
    public void TheNativesAreToldToReportNothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There a call stops it.");

        Assert.NotEmpty(OnnxEngine.RuntimeVersion);

        Assert.Equal("1", Marshal.PtrToStringUTF8(GetVariable(OnnxNatives.TelemetryVariable)));
    }

    [LibraryImport("libc", EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint GetVariable(string name);
}
