using Emblem.Acquisition;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Projects;

/// <summary>What is known of one verified picture: its file, and where it came from.</summary>
public sealed record PictureFacts
{
    /// <summary>Columns as seen, in pixels; null where the file cannot be read.</summary>
    public int? Width { get; init; }

    /// <summary>Rows as seen, in pixels; null where the file cannot be read.</summary>
    public int? Height { get; init; }

    /// <summary>By content; null where the file cannot be read.</summary>
    public ImageFormat? Format { get; init; }

    /// <summary>The file's length in bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>The hash of the file, lower-case hexadecimal.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>The file that it was made of, below <see cref="ProjectFolder.Downloaded"/>; null where no report of a verification knows it.</summary>
    public string? Original { get; init; }

    /// <summary>What verification changed, such as turning it as its camera noted (EXIF) or making it smaller; empty for nothing, null where it is not known.</summary>
    public string? Changes { get; init; }

    /// <summary>The address that it came from; null for a picture that was added otherwise, or where no manifest knows it.</summary>
    public string? Address { get; init; }

    /// <summary>Reads them: the picture's bytes, the report of the verification and the manifest of the downloads.</summary>
    /// <param name="project">Whose picture.</param>
    /// <param name="picture">One of <see cref="ProjectFolder.Verified"/>.</param>
    /// <exception cref="IOException">The picture cannot be read.</exception>
    public static PictureFacts Of(ProjectFolder project, LabelledImage picture)
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentNullException.ThrowIfNull(picture);
        byte[] bytes = RegularFile.ReadAllBytes(picture.Path);
        ImageHeader? header = HeaderOf(bytes);
        string hash = ContentHash.Of(bytes);
        VerificationRecord? row = RowOf(project, picture.Name, hash);
        return new PictureFacts
        {
            Width = header?.Width,
            Height = header?.Height,
            Format = header?.Format,
            Bytes = bytes.Length,
            Sha256 = hash,
            Original = row?.Path,
            Changes = row?.Reason,
            Address = row is null ? null : AddressOf(project, row),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);

    private static ImageHeader? HeaderOf(byte[] bytes)
    {
        try
        {
            return ImageCodec.ReadHeader(bytes);
        }
        catch (ImageFileException)
        {
            return null;
        }
    }

    private static VerificationRecord? RowOf(ProjectFolder project, string name, string hash)
    {
        try
        {
            VerificationRecord[] rows = [.. VerificationReport.Read(Path.Combine(project.Verified, VerificationReport.FileName)).Records.Where(row => row.IsGood)];
            return rows.FirstOrDefault(row => row.Written == name) ?? rows.FirstOrDefault(row => row.Sha256After == hash);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or EmblemException)
        {
            return null;
        }
    }

    /// <summary>A manifest lies beside its pictures, or above their folders.</summary>
    private static string? AddressOf(ProjectFolder project, VerificationRecord row)
    {
        string original = NamedFile.PathOf(project.Downloaded, row.Path);
        foreach (string folder in (string[])[Path.GetDirectoryName(original)!, project.Downloaded])
        {
            try
            {
                if (DownloadManifest.Read(folder).Records.FirstOrDefault(record => record.Outcome == DownloadOutcome.Downloaded && record.Sha256 == row.Sha256Before) is { } found)
                    return found.Url;
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or EmblemException)
            {
                // One that is no manifest says nothing of any picture.
            }
        }

        return null;
    }
}
