using Emblem.Foundation;
using Emblem.Tests.Support;

namespace Emblem.Tests.Foundation;

public sealed class WritablePlaceTests
{
    [Fact]
    public void AMissingFolderIsMadeAndLeftEmpty()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "a", "b");

        WritablePlace.RequireFolder(path);

        Assert.Empty(Directory.GetFileSystemEntries(path));
    }

    [Fact]
    public void WhatCannotBeWrittenIsSaidBeforehand()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Create("file");
        File.WriteAllText(file, "as it was");

        Assert.Contains(file, Assert.Throws<EmblemException>(() => WritablePlace.RequireFolder(file)).Message, StringComparison.Ordinal);
        Assert.Contains("below", Assert.Throws<EmblemException>(() => WritablePlace.RequireFile(Path.Combine(file, "below", "x.png"))).Message, StringComparison.Ordinal);
        Assert.Contains("is a folder", Assert.Throws<EmblemException>(() => WritablePlace.RequireFile(folder.Path)).Message, StringComparison.Ordinal);

        WritablePlace.RequireFile(file);
        Assert.Equal("as it was", File.ReadAllText(file));
    }

    [Fact]
    public void AFolderWithoutPermissionIsRefused()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Skip("Permissions bind neither Windows nor the superuser so.");
            return;
        }

        using var folder = new TemporaryFolder();
        File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            Assert.Contains("writable", Assert.Throws<EmblemException>(() => WritablePlace.RequireFolder(folder.Path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
