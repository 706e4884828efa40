using Emblem.ModelFiles;

namespace Emblem.Models;

/// <summary>A file of weights under the names of published checkpoints, whatever saved it: everything behind this sees no others.</summary>
internal static class PublishedNames
{
    /// <summary>Opens a file.</summary>
    /// <exception cref="ModelFileException">No known format, damaged, or saved in a way whose names cannot be translated.</exception>
    public static WeightsFile Open(string path)
    {
        WeightsFile file = WeightsFile.Open(path);
        try
        {
            return Translate(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>A file that is open already; closing the result closes it.</summary>
    /// <exception cref="ModelFileException">Saved in a way whose names cannot be translated.</exception>
    public static WeightsFile Translate(WeightsFile file) => FastAiNames.Translate(file is OnnxFile model ? OnnxNames.Translate(model) : file);
}
