using Emblem.Foundation;
using Emblem.ModelFiles;

namespace Emblem.Models;

/// <summary>All that can be said of a file of weights without knowing what it is for.</summary>
/// <param name="Path">The file.</param>
/// <param name="Format">In a word or two.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">64 hexadecimal digits.</param>
/// <param name="IsAsWritten">Whether the tensors are those that their writer hashed; null where it noted no hash.</param>
/// <param name="Published">The row whose file it is by its hash, or null.</param>
/// <param name="Types">Tensors of each element type.</param>
/// <param name="Parameters">Floating-point values, without running statistics.</param>
/// <param name="Model">Emblem's description of a saved model, or null.</param>
/// <param name="Fit">The architecture that it fits, else the nearest.</param>
/// <param name="Obstacle">Why its names cannot be translated to ours, or which of its networks is meant is not certain; null where they can.</param>
public sealed record WeightsInspection(
    string Path,
    string Format,
    long Bytes,
    string Sha256,
    bool? IsAsWritten,
    PublishedWeights? Published,
    IReadOnlyDictionary<TensorType, int> Types,
    long Parameters,
    ModelMetadata? Model,
    ArchitectureFit Fit,
    string? Obstacle)
{
    /// <summary><inheritdoc cref="WeightsInspection" path="/param[@name='Types']/node()"/></summary>
    public IReadOnlyDictionary<TensorType, int> Types { get; init => field = Listing.Of(value); } = Listing.Of(Types);

    /// <summary>What is wrong with the first tensor that holds NaN or infinity, in words; null where all numbers are finite.</summary>
    public string? NotFinite { get; init; }

    private static readonly TensorType[] Floats = [TensorType.F16, TensorType.BF16, TensorType.F32, TensorType.F64];

    /// <summary>Which of the networks in the file was looked at, as it is named behind <c>FILE#</c>; null where its names are taken as they are.</summary>
    public string? Part { get; init; }

    /// <summary>The other networks that it holds.</summary>
    public IReadOnlyList<string> OtherParts { get; init => field = Listing.Of(value); } = Listing.Of<string>([]);

    /// <summary>What a training from it takes and leaves aside, as <see cref="BodyWeights.Remark"/> says it; null where it fits nothing.</summary>
    public string? Remark { get; init; }

    /// <summary>Whether a training can start from it: it fits a network, and nothing stands in the way.</summary>
    public bool IsUsable => Fit.IsWhole && Obstacle is null;

    /// <summary>Whether it is the file of <see cref="BoxedWeights"/>.</summary>
    public bool IsBoxed => Sha256 == BoxedWeights.Sha256;

    /// <summary>Tensors in the file.</summary>
    public int Tensors => Types.Values.Sum();

    /// <summary>
    /// Whether the file has the name of a published one and not its content: a damaged or a changed file. Null when the name promises nothing, or
    /// a note beside it says that it is meant to be this one.
    /// </summary>
    public PublishedFile? BrokenPromise => HashNote.Read(Path) == Sha256 ? null : PublishedWeights.All.SelectMany(row => row.Files)
        .FirstOrDefault(file => file.NameCarriesHash && file.Name == System.IO.Path.GetFileName(Path) && !file.Accepts(Sha256));

    /// <summary>Opens a file and looks at it.</summary>
    /// <param name="path">As <see cref="PretrainedWeights.FromFile"/> takes it, <c>FILE#part</c> too.</param>
    /// <exception cref="ModelFileException">No known format, or a damaged file.</exception>
    /// <exception cref="EmblemException">It has no such part.</exception>
    public static WeightsInspection Of(string path)
    {
        (NamedWeights opened, string? obstacle) = UnderOurNames(PartAddress.Parse(path));
        using NamedWeights owned = opened;
        WeightsFile file = opened.File;
        string sha256 = FilesHash.Of(file.Files);
        var fit = ArchitectureFit.Nearest(file);
        return new WeightsInspection(
            file.Path,
            file.Format,
            file.Files.Sum(part => new FileInfo(part).Length),
            sha256,
            Verify(file),
            PublishedWeights.All.FirstOrDefault(row => row.Files.Any(known => known.Accepts(sha256))),
            file.Entries.CountBy(entry => entry.Type).OrderByDescending(type => type.Value).ToDictionary(),
            file.Entries.Where(entry => Floats.Contains(entry.Type) && !IsStatistic(entry.Name) && entry.Name != KnownFeatures.TensorName).Sum(entry => TensorTypes.CountOf(entry.Shape)),
            ModelOf(file),
            fit,
            obstacle)
        {
            Part = opened.Part,
            OtherParts = opened.Others,
            NotFinite = FiniteTensors.Describe(file, file.Entries),
            Remark = fit.IsWhole && obstacle is null ? opened.Remark(fit) : null,
        };
    }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);

    /// <summary>What another program saved of a network that is not known is still a file that something can be said of.</summary>
    private static (NamedWeights Opened, string? Obstacle) UnderOurNames(PartAddress address)
    {
        try
        {
            return (PublishedNames.Open(address), null);
        }
        catch (ModelFileException fault)
        {
            return (new NamedWeights(WeightsFile.Open(address.Path)), fault.Message);
        }
    }

    private static bool? Verify(WeightsFile file)
    {
        try
        {
            return file.VerifyTensors() ? true : null;
        }
        catch (ModelFileDamagedException)
        {
            return false;
        }
    }

    private static ModelMetadata? ModelOf(WeightsFile file)
    {
        try
        {
            return ModelMetadata.Read(file);
        }
        catch (ModelFileException)
        {
            return null;
        }
    }

    private static bool IsStatistic(string name) =>
        name.EndsWith("running_mean", StringComparison.Ordinal) || name.EndsWith("running_var", StringComparison.Ordinal);
}
