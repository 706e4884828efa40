using Microsoft.Extensions.FileSystemGlobbing;
using Microsoft.Extensions.FileSystemGlobbing.Abstractions;

namespace Emblem.Folders;

/// <summary>Names with <c>*</c> and <c>**</c> that no shell has replaced by files, since they were quoted or the system's has no such thing.</summary>
internal static class FilePattern
{
    /// <summary>Whether a name that is neither file nor folder may stand for some.</summary>
    public static bool IsOne(string name) => name.Contains('*', StringComparison.Ordinal);

    /// <summary>The files, spelled as the pattern is, in ordinal order; hidden ones only where the pattern names them.</summary>
    public static IReadOnlyList<string> Find(string pattern)
    {
        string[] parts = pattern.Replace(Path.DirectorySeparatorChar, '/').Split('/');
        int plain = Array.FindIndex(parts, IsOne);
        string root = string.Join('/', parts[..plain]);
        string folder = root.Length > 0 ? root : plain > 0 ? "/" : ".";
        if (!Directory.Exists(folder))
            return [];
        var matcher = new Matcher(StringComparison.Ordinal).AddInclude(string.Join('/', parts[plain..]));
        string above = plain == 0 ? "" : $"{root}/";
        bool namesHidden = parts[plain..].Any(part => part.StartsWith('.'));
        return
        [
            .. matcher.Execute(new DirectoryInfoWrapper(new DirectoryInfo(folder))).Files.Select(file => file.Path.Replace('\\', '/'))
                .Where(name => namesHidden || !name.Split('/').Any(part => part.StartsWith('.'))).Select(name => above + name).Order(StringComparer.Ordinal),
        ];
    }
}
