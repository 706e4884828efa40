namespace Emblem.ModelFiles;

/// <summary>Texts out of untrusted files, made fit for an error message: short, and with nothing that moves a terminal's cursor.</summary>
internal static class Quoted
{
    private const int Longest = 80;

    public static string Text(string text)
    {
        string start = text.Length <= Longest ? text : $"{text[..Longest]}…";
        return $"'{string.Create(start.Length, start, (shown, source) =>
        {
            for (int i = 0; i < shown.Length; i++)
                shown[i] = char.IsControl(source[i]) ? '?' : source[i];
        })}'";
    }

    public static string Shape(IReadOnlyList<long> shape) => $"[{string.Join(", ", shape)}]";
}
