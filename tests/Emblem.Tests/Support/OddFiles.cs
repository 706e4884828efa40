using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace Emblem.Tests.Support;

/// <summary>What a Unix folder may hold besides files and folders, and names that are no text.</summary>
internal static class OddFiles
{
    private const uint All = 0x1FF;
    private const int WriteNew = 0x41;

    public static void MakePipe(string path) => Assert.Equal(0, MakeFifo(Terminated(path), All));

    /// <summary>The file stays when the socket is closed.</summary>
    public static void MakeSocket(string path)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        // A socket's path may be no longer than about a hundred bytes.
        string brief = Path.Combine(Path.GetTempPath(), $"emblem-{Environment.ProcessId}-{Environment.CurrentManagedThreadId}");
        socket.Bind(new UnixDomainSocketEndPoint(brief));
        File.Move(brief, path);
    }

    /// <param name="folder">Where.</param>
    /// <param name="name">With <c>?</c> for the byte 0xE9.</param>
    public static void MakeUndecodableFolder(string folder, string name) => Assert.Equal(0, MakeFolder(Foreign(folder, name), All));

    /// <inheritdoc cref="MakeUndecodableFolder"/>
    public static void MakeUndecodableFile(string folder, string name) => new Microsoft.Win32.SafeHandles.SafeFileHandle(Open(Foreign(folder, name), WriteNew, All), ownsHandle: true).Dispose();

    private static byte[] Foreign(string folder, string name) =>
        [.. Encoding.UTF8.GetBytes(folder), (byte)'/', .. Encoding.UTF8.GetBytes(name).Select(value => value == '?' ? (byte)0xE9 : value), 0];

    private static byte[] Terminated(string path) => [.. Encoding.UTF8.GetBytes(path), 0];

    [DllImport("libc", EntryPoint = "mkfifo")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MakeFifo(byte[] path, uint mode);

    [DllImport("libc", EntryPoint = "mkdir")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MakeFolder(byte[] path, uint mode);

    [DllImport("libc", EntryPoint = "open")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags, uint mode);
}
