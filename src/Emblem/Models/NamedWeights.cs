using Emblem.Foundation;
using Emblem.ModelFiles;

namespace Emblem.Models;

/// <summary>A file of weights opened under published names: one network of those that it holds, and what is to be said of that choice.</summary>
/// <param name="file">Under published names; owned.</param>
/// <param name="part">Which of the file's networks; null where its names are taken as they are.</param>
/// <param name="others">Those that were not taken.</param>
internal sealed class NamedWeights(WeightsFile file, WeightsPart? part = null, IReadOnlyList<WeightsPart>? others = null) : IDisposable
{
    // Each costs a look at all names and a comparison; no trainer keeps as many.
    private const int MostParts = 64;
    private const int Shown = 8;

    /// <summary>Under published names.</summary>
    public WeightsFile File => file;

    /// <summary>Whether fast.ai saved it.</summary>
    public bool IsFastAi => part?.Names == PartNames.FastAi;

    /// <summary>As a person names it behind a <c>#</c>; null where the file's names need no choice.</summary>
    public string? Part => part is null || (part.Prefix.Length == 0 && Others.Count == 0) ? null : part.Name;

    /// <summary>Names of the other parts.</summary>
    public IReadOnlyList<string> Others { get; } = [.. (others ?? []).Select(other => other.Name)];

    /// <summary>
    /// Takes the part that is asked for, else of those that fit a network the one that learned: raw weights before averaged ones, a student before its
    /// teacher, a query encoder before its key encoder.
    /// </summary>
    /// <param name="whole">With all of its names; owned by the result.</param>
    /// <param name="parts">Not empty.</param>
    /// <param name="asked">A part's name or some of its containers; null for a free choice.</param>
    /// <param name="architecture">What it must fit; null for any network.</param>
    /// <exception cref="ModelFileException">Several parts are as good; the message names them.</exception>
    /// <exception cref="EmblemException">No part is called so.</exception>
    public static NamedWeights Choose(WeightsFile whole, IReadOnlyList<WeightsPart> parts, string? asked, Architecture? architecture)
    {
        if (parts.Count > MostParts)
            throw new ModelFileException($"{whole.Path} holds {parts.Count} networks; files of up to {MostParts} are read. Save the one that is meant alone.");
        WeightsPart[] meant = asked is null ? [.. parts] : Called(asked, parts, whole.Path);
        if (meant.Length > 1)
            meant = Best(meant, part => Fits(part.View(whole, parts.Where(other => other != part)), architecture));
        if (meant.Length > 1)
        {
            throw new ModelFileException(
                $"{whole.Path} holds {meant.Length} networks, and which is meant is not certain: {Listed(meant.Select(part => part.Name))}. "
                + $"Name one, for example {Address(whole.Path, meant.First(part => part.Prefix.Length > 0).Name)}.");
        }

        WeightsPart[] others = [.. parts.Where(part => part != meant[0])];
        return new NamedWeights(meant[0].View(whole, others), meant[0], others);
    }

    /// <summary>What was taken and what was left aside, without a full stop; null where there is nothing to say.</summary>
    /// <param name="fit">The network that was found in it.</param>
    /// <param name="classifier">Whether a classifier in the file is taken along.</param>
    public string? Remark(ArchitectureFit fit, bool classifier = false)
    {
        string?[] said = [SaidOfParts(), classifier || fit.Beside.Count == 0 ? null : SaidOfRest(fit)];
        return said.All(part => part is null) ? null : string.Join("; ", said.OfType<string>());
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => file.Dispose();

    private string? SaidOfParts() => Part is null ? null
        : Others.Count == 0 ? $"its names begin with {Quoted.Text($"{Part}.")}"
        : $"{Quoted.Text(Part)} in it was taken; it also holds {Listed(Others)} ({Address(file.Path, Others[0])})";

    private string SaidOfRest(ArchitectureFit fit) => StoredHead.Layers(file, fit.Architecture.FeatureCount) is [var layer]
        ? $"its classifier {Quoted.Text(layer.NameIn(file))} of {layer.Outputs} classes is left aside"
        : fit.Beside is [var single] ? $"{Quoted.Text(single)} beside the network's body is left aside"
        : $"{fit.Beside.Count} tensors beside the network's body are left aside, the first {Quoted.Text(fit.Beside[0])}";

    /// <exception cref="EmblemException">No part is called so.</exception>
    private static WeightsPart[] Called(string asked, IReadOnlyList<WeightsPart> parts, string path)
    {
        WeightsPart[] exact = [.. parts.Where(part => part.Name == asked)];
        WeightsPart[] called = exact.Length > 0 ? exact : [.. parts.Where(part => part.IsCalled(asked))];
        return called.Length > 0 ? called : throw Unknown(asked, parts, path);
    }

    /// <summary>That a file has no such part.</summary>
    public static EmblemException Unknown(string asked, IReadOnlyList<WeightsPart> parts, string path) => new(
        $"{path} has no part '{asked}'. {(parts.Count == 0 ? "No network that is known lies in parts of it: leave the part out." : $"Its networks are {Listed(parts.Select(part => part.Name))}.")}");

    /// <summary>Of those that fit, else of all, the ones that follow no other network, or the fewest.</summary>
    private static WeightsPart[] Best(WeightsPart[] parts, Func<WeightsPart, bool> fits)
    {
        WeightsPart[] whole = [.. parts.Where(fits)];
        if (whole.Length == 0)
            return [parts.MinBy(part => part.Following)!];
        int least = whole.Min(part => part.Following);
        return [.. whole.Where(part => part.Following == least)];
    }

    private static bool Fits(WeightsFile view, Architecture? architecture) =>
        (architecture is null ? ArchitectureFit.Nearest(view) : ArchitectureFit.Of(architecture, view)).IsWhole;

    private static string Listed(IEnumerable<string> names) =>
        string.Join(", ", names.Take(Shown).Select(Quoted.Text)) + (names.Skip(Shown).Any() ? ", …" : "");

    /// <summary>How to ask for a part, fit for a terminal: names come out of untrusted files.</summary>
    private static string Address(string path, string name) => PartAddress.ToString(path, Quoted.Text(name).Trim('\''));
}
