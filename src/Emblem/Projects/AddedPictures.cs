using System.Text;
using Emblem.Acquisition;
using Emblem.Folders;
using Emblem.Foundation;

namespace Emblem.Projects;

/// <summary>
/// Takes pictures into a project that did not come from a list. Nothing is decoded here: what they are is for the verification to find out. Names are made of the
/// given ones and of what is in the files, so a picture that is added twice is there once, no name leads out of its class, and none is a number, as downloads are.
/// </summary>
/// <param name="project">The project.</param>
public sealed class AddedPictures(ProjectFolder project)
{
    private const string Prefix = "added-";
    private const int LongestStem = 60;
    private const int LongestExtension = 5;
    private const int HashDigits = 12;
    private const int Buffer = 81920;

    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);

    /// <summary>The longest file that is taken; 50 million bytes by default.</summary>
    public long MaxBytes { get; init; } = 50_000_000;

    /// <summary>So many files a class; 20,000 by default.</summary>
    public int MaxCount { get; init; } = 20_000;

    /// <summary>Takes a picture into a class's folder of <see cref="ProjectFolder.Downloaded"/>, whole or not at all. Safe from several threads.</summary>
    /// <param name="name">What it shows.</param>
    /// <param name="file">What its file was called where it came from, a path or a name.</param>
    /// <param name="content">The file's bytes; read to its end at most.</param>
    /// <param name="stop">Gives up; nothing is left.</param>
    /// <returns>Which file of which class it is now.</returns>
    /// <exception cref="EmblemException">No such class can be, or the file is too long, one too many or what systems and programs leave beside pictures.</exception>
    public async Task<AddedPicture> AddAsync(string name, string file, Stream content, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(content);
        string own = file.Split('/', '\\')[^1];
        ClassNames.RequireFit(project, [name]);
        if (own.Length == 0)
            throw new EmblemException("A file without a name is not taken.");
        string home = Path.Combine(project.Downloaded, name);
        if (Directory.Exists(home) && Directory.EnumerateFiles(home).Count() >= MaxCount)
            throw new EmblemException($"There are {MaxCount} files of {name} already, and no class may have more.");
        string temporary = Path.Combine(project.Arriving, $"{Path.GetRandomFileName()}{AtomicFile.TemporaryExtension}");
        ClearForgotten();
        try
        {
            await ReceiveAsync(content, temporary, own, stop).ConfigureAwait(false);
            if (Sidecars.Reason(temporary, own, new Lazy<IReadOnlySet<string>>(() => new HashSet<string>())) is { } reason)
                throw new EmblemException($"'{own}' is no picture but {reason}.");
            string safe = NameOf(own, ContentHash.OfFile(temporary));
            bool isNew = !File.Exists(Path.Combine(home, safe));
            Directory.CreateDirectory(home);
            File.Move(temporary, Path.Combine(home, safe), overwrite: true);
            return new AddedPicture(name, safe) { IsNew = isNew };
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>What the latest verification says of one; null where it has not looked at it.</summary>
    /// <param name="picture">From <see cref="AddAsync"/>.</param>
    /// <exception cref="EmblemException">The report is none.</exception>
    public VerificationRecord? VerdictOn(AddedPicture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        string report = Path.Combine(project.Verified, VerificationReport.FileName);
        return File.Exists(report) ? VerificationReport.Read(report).Records.FirstOrDefault(row => row.Path == picture.Name) : null;
    }

    /// <summary>
    /// Takes one out again, with the copy that a verification made of it; a copy that somebody has changed since stays. A class that has no file left is none any more.
    /// Not while a verification is at work, which would miss the file.
    /// </summary>
    /// <param name="picture">From <see cref="AddAsync"/>; one that is gone is no fault.</param>
    /// <exception cref="EmblemException">The report of the verification is none.</exception>
    public void Remove(AddedPicture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (VerdictOn(picture) is { Written.Length: > 0 } row && NamedFile.PathOf(project.Verified, row.Written) is var copy && File.Exists(copy) && ContentHash.OfFile(copy) == row.Sha256After)
            Delete(copy);
        if (IsAdded(picture.File) && Path.GetFileName(picture.File) == picture.File && ClassName.Fault(picture.Class) is null)
            Delete(Path.Combine(project.Downloaded, picture.Class, picture.File));
    }

    /// <summary>Whether a file of a class's folder came this way.</summary>
    internal static bool IsAdded(string file) => file.StartsWith(Prefix, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => $"pictures added to {project}";

    private async Task ReceiveAsync(Stream content, string temporary, string own, CancellationToken stop)
    {
        Directory.CreateDirectory(project.Arriving);
        byte[] buffer = new byte[Buffer];
        var target = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        await using (target.ConfigureAwait(false))
        {
            for (int read; (read = await content.ReadAsync(buffer, stop).ConfigureAwait(false)) > 0;)
            {
                if (target.Length + read > MaxBytes)
                    throw new EmblemException($"'{own}' is longer than {MaxBytes} bytes.");
                await target.WriteAsync(buffer.AsMemory(0, read), stop).ConfigureAwait(false);
            }

            target.Flush(flushToDisk: true);
        }
    }

    /// <summary>A killed program leaves what had not arrived whole.</summary>
    private void ClearForgotten()
    {
        foreach (string left in Directory.Exists(project.Arriving) ? Directory.GetFiles(project.Arriving) : [])
        {
            if (TimeProvider.System.GetUtcNow() - File.GetLastWriteTimeUtc(left) > Forgotten)
                File.Delete(left);
        }
    }

    private static void Delete(string path)
    {
        string home = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(home))
            return;
        File.Delete(path);
        if (!Directory.EnumerateFileSystemEntries(home).Any())
            Directory.Delete(home);
    }

    private static string NameOf(string own, string hash)
    {
        string extension = Safe(Path.GetExtension(own).TrimStart('.').ToLowerInvariant(), LongestExtension);
        string stem = Safe(Path.GetFileNameWithoutExtension(own), LongestStem);
        return $"{Prefix}{(stem.Length > 0 ? $"{stem}-" : "")}{hash[..HashDigits]}{(extension.Length > 0 ? $".{extension}" : "")}";
    }

    /// <summary>Letters and digits that every system and reader takes alike.</summary>
    private static string Safe(string text, int longest)
    {
        var safe = new StringBuilder();
        foreach (char letter in text)
        {
            if (char.IsAsciiLetterOrDigit(letter))
                safe.Append(letter);
            else if (safe.Length > 0 && safe[^1] != '-')
                safe.Append('-');
        }

        return safe.ToString()[..Math.Min(safe.Length, longest)].Trim('-');
    }
}
