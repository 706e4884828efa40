using System.Globalization;
using Emblem.Foundation;

namespace Emblem.Acquisition;

/// <summary>One address to ask for, and where its picture goes.</summary>
/// <param name="Entry">The address.</param>
/// <param name="Folder">Gets the picture.</param>
/// <param name="Number">Names the picture; the address's index unless another picture has that number.</param>
/// <param name="Known">What tells the server which version is there already, or null to fetch in any case.</param>
internal sealed record PictureOrder(UrlEntry Entry, string Folder, int Number, Validators? Known)
{
    /// <summary>As fast.ai names files: the number with eight digits.</summary>
    public string Name => NameOf(Number);

    public string Temporary => TemporaryOf(Folder, Name);

    public static string NameOf(int number) => number.ToString("D8", CultureInfo.InvariantCulture);

    /// <summary>Known from the name alone, so that a later run can finish what a killed one had whole but not yet named.</summary>
    public static string TemporaryOf(string folder, string name) => Path.Combine(folder, $"{name}{AtomicFile.TemporaryExtension}");
}
