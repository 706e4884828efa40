namespace Emblem.Foundation;

/// <summary>Whether results can be written where they are wanted: asked before the work, so that it is not learnt after it.</summary>
public static class WritablePlace
{
    /// <summary>Makes the folder where it is missing, and an empty file in it, which is deleted again.</summary>
    /// <exception cref="EmblemException">Nothing can be written there; the message says why.</exception>
    public static void RequireFolder(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            string probe = Path.Combine(path, $"{Path.GetRandomFileName()}{AtomicFile.TemporaryExtension}");
            File.Create(probe).Dispose();
            File.Delete(probe);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new EmblemException($"Nothing can be written into '{path}': {fault.Message} Name another folder, or make this one writable.", fault);
        }
    }

    /// <summary>The same for a file, which is left as it is.</summary>
    /// <exception cref="EmblemException">It cannot be written; the message says why.</exception>
    public static void RequireFile(string path)
    {
        if (Directory.Exists(path))
            throw new EmblemException($"'{path}' is a folder, and a file of that name is to be written. Name another file, or remove the folder.");
        RequireFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }
}
