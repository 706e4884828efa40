using Emblem.Acquisition;
using Emblem.Acquisition.Verification;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Tests.Support;

namespace Emblem.Tests.Acquisition.Verification;

/// <summary>A pile of files in which everything happens that a run does: kept, renamed, made anew, refused.</summary>
internal sealed class Pile : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Pile()
    {
        Put("a/good.jpg", ImageCodec.EncodeJpeg(Pictures.Waves(60, 40)));
        Put("a/small.png", ImageCodec.EncodePng(Pictures.Waves(20, 10)));
        Put("a/broken.jpg", ImageCodec.EncodeJpeg(Pictures.Waves(60, 40))[..300]);
        Put("a/wrong.jpg", ImageCodec.EncodePng(Pictures.Waves(21, 10)));
        Put("a/wrong.png", ImageCodec.EncodeJpeg(Pictures.Waves(70, 40)));
        Put("b/page.jpg", "<html>"u8.ToArray());
        Put("b/empty.png", []);
        Put("b/bitmap.bmp", CraftedFiles.Bitmap(Pictures.Waves(90, 30)));
        Put("b/one.png", ImageCodec.EncodePng(Pictures.Waves(61, 41)));
        Put("b/two.png", ImageCodec.EncodePng(Pictures.Waves(62, 42)));
    }

    public const int Files = 10;

    public string Path => _folder.Path;

    public string Of(string name) => NamedFile.PathOf(Path, name);

    public void Put(string name, byte[] bytes) => File.WriteAllBytes(_folder.Create(name.Split('/')), bytes);

    public bool Has(string name) => File.Exists(Of(name));

    public byte[] Read(string name) => File.ReadAllBytes(Of(name));

    public Task<VerificationReport> InPlaceAsync(VerifyOptions options, IProgress<Emblem.Foundation.StepProgress>? progress = null, CancellationToken stop = default) =>
        ImageVerifier.VerifyInPlaceAsync(Path, options, progress, stop);

    /// <summary>Names and contents below a folder, but for the runs' own memory.</summary>
    public static IReadOnlyList<string> StateOf(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Where(path => !path.Contains(Workspace.FolderName, StringComparison.Ordinal))
            .Select(path => $"{System.IO.Path.GetRelativePath(folder, path)} {FileContent.HashOfFile(path)}"),
    ];

    public void Dispose() => _folder.Dispose();
}
