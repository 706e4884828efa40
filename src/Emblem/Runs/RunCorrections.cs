using Emblem.Data;
using Emblem.Foundation;

namespace Emblem.Runs;

/// <summary>The decisions on labels that a run was begun with. It keeps a copy of them, so their file may be written again for the next run.</summary>
/// <param name="File">Where they were given, a whole path.</param>
/// <param name="Sha256">Of that file: a resumed run learns from the same labels.</param>
public sealed record RunCorrections(string File, string Sha256)
{
    /// <summary>Decisions that are sound, with a whole path and the file's hash.</summary>
    /// <exception cref="EmblemException">As <see cref="Corrections.Read"/> says.</exception>
    internal static RunCorrections Settle(string file)
    {
        Corrections.Read(file);
        return new RunCorrections(Path.GetFullPath(file), ContentHash.OfFile(file));
    }

    /// <summary>The run's own copy, else what was given.</summary>
    /// <exception cref="EmblemException">Neither is what the run was begun with.</exception>
    internal string FileFor(RunFolder folder) => ((string[])[folder.Corrections, File]).FirstOrDefault(IsThese) ?? throw new EmblemException(
        $"The corrections in {File} are not those that the run was begun with. Make the file what it was, or train from the beginning.");

    private bool IsThese(string path) => System.IO.File.Exists(path) && ContentHash.OfFile(path) == Sha256;
}
