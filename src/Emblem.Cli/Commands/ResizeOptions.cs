using System.CommandLine;
using Emblem.Cli.Terminal;
using Emblem.Imaging;

namespace Emblem.Cli.Commands;

/// <summary><c>--resize crop|pad|squish</c> and <c>--resampling sampled|bilinear|bicubic|box</c>.</summary>
internal static class ResizeOptions
{
    public static Option<string?> Resize() => Choice<ResizeMethod>(
        "--resize", "How pictures of another shape are fitted. Default: squish where the recipe fits a head, else fast.ai's crop.");

    public static Option<string?> Resampling() => Choice<Resampling>(
        "--resampling",
        "How pixels of pictures that are not augmented are computed. Default: that of the weights' own evaluation where the recipe fits a head, else sampled.");

    public static ResizeMethod? ReadResize(string? given) => given is null ? null : Enum.Parse<ResizeMethod>(given, ignoreCase: true);

    public static Resampling? ReadResampling(string? given) => given is null ? null : Enum.Parse<Resampling>(given, ignoreCase: true);

    private static Option<string?> Choice<T>(string name, string description)
        where T : struct, Enum
    {
        string[] names = [.. Enum.GetNames<T>().Select(known => known.ToLowerInvariant())];
        return new Option<string?>(name) { Description = description, HelpName = string.Join('|', names) }.AcceptOnly(names).In(HelpGroup.Data);
    }
}
