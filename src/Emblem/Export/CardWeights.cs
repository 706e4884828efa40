using Emblem.Models;

namespace Emblem.Export;

/// <summary>What the catalogue knows of the weights that a model started from, which its file names in words.</summary>
/// <param name="Source">Who made them, of what.</param>
/// <param name="Licence">By its SPDX name.</param>
/// <param name="HubName">Their name on the Hugging Face hub; null where they do not lie there.</param>
internal sealed record CardWeights(string Source, string Licence, string? HubName)
{
    private const string Hub = "huggingface.co";

    /// <summary>Null for random ones, a file of somebody's, and what this version does not know.</summary>
    public static CardWeights? Of(string startedFrom)
    {
        if (startedFrom.Contains(BoxedWeights.Package, StringComparison.Ordinal))
            return new CardWeights(BoxedWeights.Source, BoxedWeights.Architecture.WeightsLicence, null);
        PublishedWeights? row = PublishedWeights.All.FirstOrDefault(known => known.Files.Any(file => startedFrom.Contains(file.Name, StringComparison.Ordinal)));
        return row is null ? null : new CardWeights(row.Source, row.Architecture.WeightsLicence, row.Files.Select(file => NameOn(file.Address)).FirstOrDefault(name => name is not null));
    }

    private static string? NameOn(Uri address) => address.Host == Hub ? string.Join('/', address.AbsolutePath.Trim('/').Split('/').Take(2)) : null;
}
