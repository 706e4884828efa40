using Emblem.Foundation;
using Emblem.Models;

namespace Emblem.Tests.Models;

public sealed class PublishedWeightsTests
{
    [Fact]
    public void EveryArchitectureHasUsualWeightsAndEveryRowAnArchitecture()
    {
        Assert.All(Architectures.All.Where(known => known != BoxedWeights.Architecture), known => Assert.Equal(known.Name, PublishedWeights.For(known)?.Name));
        Assert.All(PublishedWeights.All, row => Assert.Same(Architectures.Find(row.ArchitectureName), row.Architecture));
    }

    [Fact]
    public void NamesAndAliasesAreUnique()
    {
        string[] names = [.. PublishedCatalogue.Rows.SelectMany(row => row.Aliases.Append(row.Name))];

        Assert.Equal(names.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void EveryFileHasAHashAnAddressAndAName() => Assert.All(PublishedCatalogue.Rows.SelectMany(row => row.Files), file =>
    {
        Assert.True(file.Sha256.Length is 8 or 64 && file.Sha256.All(digit => char.IsAsciiHexDigitLower(digit)), file.Name);
        Assert.Equal("https", file.Address.Scheme);
        Assert.InRange(file.Megabytes, 1, 1000);

        // An eight-digit hash is known from the name alone; a longer one of such a file begins with those digits.
        Assert.True(file.NameCarriesHash || file.Sha256.Length == 64, file.Name);
        Assert.Equal(file.NameCarriesHash, file.Address.AbsolutePath.EndsWith(file.Name, StringComparison.Ordinal));
    });

    [Fact]
    public void FileNamesAreUnique()
    {
        string[] names = [.. PublishedCatalogue.Rows.SelectMany(row => row.Files).Select(file => file.Name)];

        Assert.Equal(names.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Theory]
    [InlineData("resnet34", "resnet34-b627a593.pth")]
    [InlineData("ResNet50", "resnet50-0676ba61.pth")]
    [InlineData("resnet50.tv_in1k", "resnet50-0676ba61.pth")]
    [InlineData("resnet50-v2", "resnet50-11ad3fa6.pth")]
    [InlineData("resnet50.tv2_in1k", "resnet50-11ad3fa6.pth")]
    [InlineData("efficientnet_lite0", "tf_efficientnet_lite0.safetensors")]
    [InlineData("mobilenetv3_large_100.ra_in1k", "mobilenetv3_large_100.safetensors")]
    public void ANameOrAliasFindsItsFile(string name, string file) => Assert.Equal(file, PublishedWeights.Find(name).File.Name);

    [Fact]
    public void AnUnknownNameListsTheKnown()
    {
        var fault = Assert.Throws<EmblemException>(() => PublishedWeights.Find("resnet35"));

        Assert.Contains("'resnet35'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("resnet34", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AHashIsComparedByWhatIsKnownOfIt()
    {
        var file = new PublishedFile("a-01234567.pth", new Uri("https://host/a"), "01234567", 1) { EqualCopies = [new string('a', 64)] };

        Assert.True(file.Accepts("01234567" + new string('9', 56)));
        Assert.True(file.Accepts(new string('A', 64)));
        Assert.False(file.Accepts("01234568" + new string('9', 56)));
        Assert.False(file.Accepts(new string('b', 64)));
    }
}
