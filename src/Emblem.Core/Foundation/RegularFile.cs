namespace Emblem.Foundation;

/// <summary>Opens files, and nothing else that has a name: who opens a pipe waits for ever, and a device has no end.</summary>
internal static class RegularFile
{
    /// <summary>All of a file.</summary>
    /// <exception cref="IOException">It is no file, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static byte[] ReadAllBytes(string path)
    {
        Require(path);
        return File.ReadAllBytes(path);
    }

    /// <summary>A file for reading.</summary>
    /// <inheritdoc cref="ReadAllBytes"/>
    public static FileStream OpenRead(string path)
    {
        Require(path);
        return File.OpenRead(path);
    }

    /// <summary>The same for a file that a person named.</summary>
    /// <param name="path">The file.</param>
    /// <param name="whatToDo">A sentence.</param>
    /// <exception cref="EmblemException">It is a folder, a pipe, a socket or a device.</exception>
    public static void RequireNamed(string path, string whatToDo)
    {
        try
        {
            Require(path);
        }
        catch (IOException fault)
        {
            throw new EmblemException($"{fault.Message} {whatToDo}", fault);
        }
    }

    /// <summary>Refuses what is there and no file. What is not there is for who opens it to say.</summary>
    /// <exception cref="IOException">It is a folder, a pipe, a socket or a device.</exception>
    public static void Require(string path)
    {
        PathFacts facts = PathFacts.Of(path);
        if (facts.Fault is { } fault && facts.Kind != PathKind.NoPermission)
            throw new IOException($"'{path}' is {fault}.");
    }
}
