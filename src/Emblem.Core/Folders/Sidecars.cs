using System.Text;
using Emblem.Foundation;

namespace Emblem.Folders;

/// <summary>Tells what systems, cameras and programs leave beside pictures: never a picture of a set, never broken, nobody's to move.</summary>
internal static class Sidecars
{
    private const int FirstLine = 256;

    private static readonly HashSet<string> SystemFolders = new(
        ["__MACOSX", "@eaDir", "#recycle", "$RECYCLE.BIN", "System Volume Information", "lost+found", "__pycache__"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> SystemFiles = new(
        ["Thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini", "Picasa.ini", "Icon\r"], StringComparer.OrdinalIgnoreCase);

    // What a program writes for programs: of pictures, wherever it lies among them.
    private static readonly HashSet<string> Data = new(
        [".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".xml", ".xmp", ".yaml", ".yml", ".aae", ".pp3", ".dop"], StringComparer.OrdinalIgnoreCase);

    // What training leaves: Emblem's models lie where they were asked for, fast.ai's beside the pictures.
    private static readonly HashSet<string> Models = new(
        [".safetensors", ".pth", ".pt", ".pkl", ".ckpt", ".onnx", ".h5"], StringComparer.OrdinalIgnoreCase);

    /// <summary>How what is told of a model ends, beside the model.</summary>
    public const string ModelCard = ".card.md";

    private const string TensorBoard = ".tfevents.";

    // A text may be anything, so it has to lie beside its picture or to be a list.
    private static readonly HashSet<string> Texts = new([".txt", ".caption", ".tags"], StringComparer.OrdinalIgnoreCase);

    public static bool IsSystemFolder(string name) => SystemFolders.Contains(name);

    /// <summary>Whether a folder holds models and nothing else, as the one that fast.ai makes beside the pictures: no class without pictures.</summary>
    public static bool HoldsModels(string path)
    {
        try
        {
            string[] entries = Directory.GetFileSystemEntries(path);
            return entries.Length > 0 && entries.All(entry => (Models.Contains(Path.GetExtension(entry)) || IsCard(entry)) && PathFacts.Of(entry).Kind == PathKind.File && !PictureNames.BeginsAsPicture(entry));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Why a file is one, or null.</summary>
    /// <param name="path">The file; a text is looked into.</param>
    /// <param name="name">Its own name.</param>
    /// <param name="pictures">Names of the pictures beside it, with and without their extensions; asked for where they matter.</param>
    public static string? Reason(string path, string name, Lazy<IReadOnlySet<string>> pictures)
    {
        string extension = Path.GetExtension(name);
        return name.StartsWith("._", StringComparison.Ordinal) ? "a Mac's notes on another file"
            : SystemFiles.Contains(name) ? "a file of the system's"
            : name[0] == '.' ? "a hidden file"
            : name == ReportFiles.Manifest ? "a list of downloads"
            : name.Contains(TensorBoard, StringComparison.Ordinal) ? "a log of a training"
            : Models.Contains(extension) && !PictureNames.BeginsAsPicture(path) ? "a model"
            : IsCard(name) && !PictureNames.BeginsAsPicture(path) ? "a model's card"
            : !Data.Contains(extension) && !Texts.Contains(extension) ? null
            : PictureNames.BeginsAsPicture(path) ? null
            : pictures.Value.Contains(Path.GetFileNameWithoutExtension(name)) ? "data of the picture beside it"
            : Data.Contains(extension) ? "data, not a picture"
            : IsUrlList(path) ? "a list of addresses" : null;
    }

    private static bool IsUrlList(string path)
    {
        try
        {
            Span<byte> start = stackalloc byte[FirstLine];
            using FileStream stream = RegularFile.OpenRead(path);
            string text = Encoding.UTF8.GetString(start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)]);
            string? first = text.Split('\n').Select(line => line.Trim('\uFEFF', ' ', '\r', '"')).FirstOrDefault(line => line.Length > 0 && line[0] != '#');
            return first is not null && (first.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || first.StartsWith("https://", StringComparison.OrdinalIgnoreCase));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsCard(string name) => name.EndsWith(ModelCard, StringComparison.OrdinalIgnoreCase);
}
