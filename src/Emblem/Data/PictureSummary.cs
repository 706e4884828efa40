using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Emblem.Foundation;
using Emblem.ModelFiles;

namespace Emblem.Data;

/// <summary>Sums pictures up for a saved model. Reads every file once, which costs a small part of decoding it.</summary>
internal static class PictureSummary
{
    /// <exception cref="EmblemException">A file is gone or may not be read.</exception>
    public static PictureProvenance Of(ImageData data)
    {
        ImageSplit split = data.Split;
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(whole, "training", split.Training);
        Append(whole, "validation", split.Validation);
        return new PictureProvenance(
            CountByClass(split, split.Training), CountByClass(split, split.Validation), data.Options.BatchSize, Convert.ToHexStringLower(whole.GetHashAndReset()));
    }

    private static void Append(IncrementalHash whole, string side, IReadOnlyList<LabelledImage> items)
    {
        foreach (LabelledImage item in items)
        {
            // A name cannot hold the separator, so no two lists of pictures give one text.
            string line = string.Create(CultureInfo.InvariantCulture, $"{side}\0{item.Label}\0{item.Name}\0{HashOf(item.Path)}\n");
            whole.AppendData(Encoding.UTF8.GetBytes(line));
        }
    }

    private static string HashOf(string path)
    {
        try
        {
            return ContentHash.OfFile(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new EmblemException($"{path} cannot be read: {fault.Message} Open the folder again, so that training knows what is there.", fault);
        }
    }

    private static int[] CountByClass(ImageSplit split, IReadOnlyList<LabelledImage> items)
    {
        int[] counts = new int[split.Classes.Count];
        foreach (LabelledImage item in items)
            counts[item.Label]++;
        return counts;
    }
}
