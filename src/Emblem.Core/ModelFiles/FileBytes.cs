using Emblem.Foundation;
using Microsoft.Win32.SafeHandles;

namespace Emblem.ModelFiles;

/// <summary>Reads of an exact length at an exact place; safe from several threads.</summary>
internal static class FileBytes
{
    /// <summary>Opens a file for reads in any order.</summary>
    /// <exception cref="ModelFileException">It is a folder, a pipe, a socket or a device.</exception>
    public static SafeFileHandle Open(string path)
    {
        if (Directory.Exists(path))
            throw new ModelFileException($"{path} is a folder, where a weights file was expected. Give the file in it.");
        try
        {
            RegularFile.Require(path);
        }
        catch (IOException fault)
        {
            throw new ModelFileException($"{fault.Message} Give a weights file.", fault);
        }

        return File.OpenHandle(path, options: FileOptions.RandomAccess);
    }

    /// <summary>Fills the destination.</summary>
    /// <exception cref="FormatFault">The file ends before.</exception>
    public static void Read(SafeFileHandle file, Span<byte> destination, long at)
    {
        while (destination.Length > 0)
        {
            int read = RandomAccess.Read(file, destination, at);
            if (read == 0)
                throw new FormatFault($"it ends at byte {at}, where {destination.Length} more were expected");
            destination = destination[read..];
            at += read;
        }
    }
}
