using Emblem.Foundation;

namespace Emblem.Acquisition;

/// <summary>
/// The labels that a list has shown so far. Of several that are one to a reader the first counts: two folders would make two classes of one, and which
/// was meant only the list's author knows.
/// </summary>
internal sealed class UrlLabels
{
    private readonly Dictionary<string, UrlLine> _first = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (UrlLine First, UrlLine Other, int Count)> _clashes = new(StringComparer.Ordinal);

    /// <summary>A sentence for each label that was refused for another.</summary>
    public IEnumerable<string> Clashes => _clashes.Values.Select(clash =>
        $"its labels '{clash.First.Label}' (line {clash.First.Number}) and '{clash.Other.Label}' (line {clash.Other.Number}) are one to a reader and differ only "
        + $"{NameKey.Difference(clash.First.Label!, clash.Other.Label!)}; lines with the second are left out: {clash.Count}. Spell them alike");

    /// <summary>Why a line's label cannot be taken; null where it can, or there is none.</summary>
    public string? Refusal(UrlLine line)
    {
        if (line.Label is not { } label)
            return null;
        if (ClassName.Fault(label) is { } fault)
            return $"label '{label}' cannot name a folder: {fault}";
        UrlLine same = _first.TryGetValue(NameKey.Of(label), out UrlLine? known) ? known : _first[NameKey.Of(label)] = line;
        if (same.Label == label)
            return null;
        _clashes[label] = _clashes.TryGetValue(label, out var clash) ? clash with { Count = clash.Count + 1 } : (same, line, 1);
        return $"label '{label}' differs from '{same.Label}' of line {same.Number} only {NameKey.Difference(same.Label!, label)}";
    }
}
