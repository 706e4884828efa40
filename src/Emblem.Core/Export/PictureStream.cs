using System.Security.Cryptography;
using System.Text;
using Emblem.Data;
using Emblem.Folders;
using Emblem.Foundation;

namespace Emblem.Export;

/// <summary>
/// The pictures that files, folders and patterns stand for, one after the other and under the names that <see cref="GivenPictures"/> has for them: as many as
/// there are, while only the names of one folder are in memory.
/// </summary>
public sealed class PictureStream
{
    private readonly IEnumerable<GivenPicture> _given;
    private readonly bool _mayRepeat;

    /// <param name="given">In their order.</param>
    /// <param name="mayRepeat">Whether one file may come twice.</param>
    internal PictureStream(IEnumerable<GivenPicture> given, bool mayRepeat = false) => (_given, _mayRepeat) = (given, mayRepeat);

    /// <summary>How many there were when they were looked for, those given twice counted twice; null where that shows in the end.</summary>
    public int? Count { get; internal init; }

    /// <summary>What is passed over or looks odd in the folders.</summary>
    public IReadOnlyList<FolderNote> Notes { get; private init => field = Listing.Of(value); } = Listing.Of<FolderNote>([]);

    /// <summary>Files that were given again, in other words too, as far as <see cref="Pictures"/> has been read.</summary>
    public int Repeats { get; private set; }

    /// <summary>
    /// Each file once, in the order given, a folder's in ordinal order of their names: the same in each pass while the folders stay as they are. Where several
    /// things were given, 16 bytes of each file are kept, by which it is known again.
    /// </summary>
    public IEnumerable<GivenPicture> Pictures
    {
        get
        {
            Repeats = 0;
            var seen = new HashSet<UInt128>();
            foreach (GivenPicture one in _given)
            {
                if (!_mayRepeat || seen.Add(KeyOf(one.Picture.Path!)))
                    yield return one;
                else
                    Repeats++;
            }
        }
    }

    /// <summary>Looks for them; no picture is opened.</summary>
    /// <param name="paths">
    /// Files; folders, searched with their subfolders; and patterns with <c>*</c> and <c>**</c>, such as <c>photos/**/*.jpg</c>, for all files that they match.
    /// </param>
    /// <exception cref="ArgumentNullException">There is no list.</exception>
    /// <exception cref="EmblemException">A path is neither file nor folder, a folder holds no picture, or a pattern matches no file.</exception>
    public static PictureStream Find(IReadOnlyList<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        Given[] given = [.. paths.Select(path => List(path, isLone: paths.Count == 1))];
        return new PictureStream(given.SelectMany(path => path.Pictures), mayRepeat: given.Length > 1)
        {
            Count = given.Sum(path => path.Count),
            Notes = [.. given.SelectMany(path => path.Notes)],
        };
    }

    /// <summary>Files by their names, as another program lists them; each is called as it is spelled. One that is not there gets a reason when it is predicted.</summary>
    /// <param name="names">Read once, as far as the pictures are; empty ones are passed over.</param>
    public static PictureStream OfNames(IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return new PictureStream(names.Where(name => name.Length > 0).Select(OfFile), mayRepeat: true);
    }

    /// <summary>
    /// What another program pipes: one picture's bytes, which is called <c>-</c>, or names of files as <see cref="OfNames"/> takes them, each ended by a line's end, or by NUL
    /// where there is one among the first.
    /// </summary>
    /// <param name="input">Read as the pictures are, never to be read by anybody else.</param>
    /// <exception cref="EmblemException">Nothing comes.</exception>
    public static PictureStream Read(Stream input)
    {
        var piped = new PipedPictures(input);
        return piped.IsPicture ? new PictureStream([new GivenPicture(PictureInput.OfBytes(piped.ReadAll(), PipedPictures.Name), "")]) { Count = 1 } : OfNames(piped.Names());
    }

    /// <inheritdoc/>
    public override string ToString() => Count is { } count ? ValueText.Count(count, "picture") : "pictures, as many as will come";

    private static Given List(string path, bool isLone)
    {
        if (File.Exists(path))
            return new Given([OfFile(path)], 1, []);
        if (!Directory.Exists(path))
            return FilePattern.IsOne(path) ? Match(path) : throw new EmblemException($"There is no file or folder '{path}'. Give pictures, a folder of them, or a pattern such as 'photos/**/*.jpg'.");
        var folder = StreamedFolder.Open(path);
        string above = isLone ? "" : Spelled(path).TrimEnd('/') + "/";
        return new Given(folder.Names.Select(name => new GivenPicture(PictureInput.OfFile(NamedFile.PathOf(path, name), Plain(above + name)), LabelOf(path, folder, name))), folder.Count, folder.Notes);
    }

    private static Given Match(string pattern)
    {
        IReadOnlyList<string> files = FilePattern.Find(pattern);
        return files.Count > 0 ? new Given(files.Select(OfFile), files.Count, []) : throw new EmblemException($"No file matches '{pattern}'. '*' stands for a part of a name, '**' for folders.");
    }

    private static GivenPicture OfFile(string path) => new(PictureInput.OfFile(path, Spelled(path)), FolderOf(path));

    private static string LabelOf(string root, StreamedFolder folder, string name) =>
        folder.PlaceOf(name).Class is { Length: > 0 } found ? found : FolderOf(NamedFile.PathOf(root, name));

    private static string FolderOf(string path) => Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))) ?? "";

    private static string Spelled(string path) => Plain(path.Replace(Path.DirectorySeparatorChar, '/'));

    private static string Plain(string name) => name[0] is '=' or '+' or '-' or '@' ? $"./{name}" : name;

    /// <summary>Of two files never the same: half of a SHA-256 of where it lies.</summary>
    private static UInt128 KeyOf(string path)
    {
        string place = Path.GetFullPath(path);
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? place.ToUpperInvariant() : place));
        return new UInt128(BitConverter.ToUInt64(hash, 0), BitConverter.ToUInt64(hash, sizeof(ulong)));
    }

    private sealed record Given(IEnumerable<GivenPicture> Pictures, int Count, IReadOnlyList<FolderNote> Notes);
}
