using Emblem.Foundation;

namespace Emblem.Models;

/// <summary>
/// ImageNet weights that need no download: the network in the package <c>Microsoft.ML.DnnImageFeaturizer.ResNet18</c> on the same feed as this
/// library. The command carries its file; a program gets it by a reference to that package, whose build file puts it beside the program.
/// </summary>
public static class BoxedWeights
{
    /// <summary>The package that brings the file.</summary>
    public const string Package = "Microsoft.ML.DnnImageFeaturizer.ResNet18";

    /// <summary>The package's version with the file that <see cref="Sha256"/> is of.</summary>
    public const string PackageVersion = "0.23.1";

    /// <summary>The file's path below the program's folder.</summary>
    public const string FileName = "DnnImageModels/ResNet18Onnx/ResNet18.onnx";

    /// <summary>The file's hash, 64 hexadecimal digits: a file with another one is not taken.</summary>
    public const string Sha256 = "e2552f19db2dfdb01b3669537b6a0f1b44da38d18279535492ed5dfc2ef1ff8f";

    /// <summary>What <c>--weights</c> calls it, beside the architecture's name.</summary>
    public const string Name = "box";

    /// <summary>Who made it, of what, and where it comes from.</summary>
    public const string Source = $"Microsoft's CNTK network, ImageNet-1k, in {Package} {PackageVersion}";

    /// <summary>About the file's size, in 10⁶ bytes.</summary>
    public const double Megabytes = 63.7;

    /// <summary>What to say where the file is not there.</summary>
    internal static string Missing =>
        $"{FileName} is not beside the program ({AppContext.BaseDirectory}). Reference the package {Package} {PackageVersion}, whose build file puts it there.";

    /// <summary>The network, with the preprocessing and the licence of these weights.</summary>
    public static Architecture Architecture => Architectures.ResNet18Cntk;

    /// <summary>The file, or null where neither the program's folder nor this library's has it.</summary>
    public static string? Path => Folders().Select(folder => System.IO.Path.Combine(folder, FileName)).FirstOrDefault(File.Exists);

    /// <summary>The weights, checked, or null where the file is not there.</summary>
    /// <exception cref="EmblemException">The file is there and is another one or damaged.</exception>
    public static BodyWeights? Find()
    {
        if (Path is not { } path)
            return null;
        string sha256 = CheckedFiles.Sha256Of(path);
        return sha256 == Sha256
            ? new BodyWeights(path, Architecture, $"imagenet, {Package} {PackageVersion}")
            : throw new EmblemException(
                $"{path} is damaged or of another version: its sha256 is {sha256}, expected {Sha256}. Restore {Package} {PackageVersion} anew.");
    }

    /// <summary>The weights, checked.</summary>
    /// <exception cref="EmblemException">The file is not there, is another one, or damaged; the message says how to get it.</exception>
    public static BodyWeights Open() => Find() ?? throw new EmblemException(Missing);

    /// <summary>Whether a name given for weights means these.</summary>
    public static bool IsCalled(string name) =>
        name.Equals(Name, StringComparison.OrdinalIgnoreCase) || name.Equals(Architecture.Name, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Folders()
    {
        yield return AppContext.BaseDirectory;

        // Empty in a program that is one file.
        if (System.IO.Path.GetDirectoryName(typeof(BoxedWeights).Assembly.Location) is { Length: > 0 } beside)
            yield return beside;
    }
}
