using Emblem.Data;
using Emblem.Imaging;

namespace Emblem.Tests.Support;

/// <summary>Small pictures in files, of two classes in turn, divided into training and validation. Removed when disposed.</summary>
internal sealed class PictureSet : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PictureSet(int training, int validation = 2, int width = 40, int height = 30)
    {
        LabelledImage[] items = [.. Enumerable.Range(0, training + validation).Select(i => Write(i, Pictures.Noise(width, height, i)))];
        Split = new ImageSplit(["a", "b"], items[..training], items[training..], []);
    }

    public ImageSplit Split { get; }

    /// <summary>Beside the pictures' folder.</summary>
    public string PathBeside(string name) => _folder.Create(name);

    public void Dispose() => _folder.Dispose();

    private LabelledImage Write(int i, PixelImage picture)
    {
        string name = $"{(i % 2 == 0 ? "a" : "b")}/{i:D3}.png";
        string path = _folder.Create(["pictures", .. name.Split('/')]);
        File.WriteAllBytes(path, ImageCodec.EncodePng(picture));
        return new LabelledImage(path, name, i % 2);
    }
}
