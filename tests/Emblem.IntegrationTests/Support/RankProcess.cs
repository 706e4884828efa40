using System.Globalization;

namespace Emblem.IntegrationTests.Support;

/// <summary>One of the processes that an <c>mpirun</c> has started, to be killed.</summary>
internal static class RankProcess
{
    /// <summary>The process of a rank below another process; null where it is not there yet, or not any more.</summary>
    public static int? Find(int starter, int rank)
    {
        string wanted = string.Create(CultureInfo.InvariantCulture, $"OMPI_COMM_WORLD_RANK={rank}\0");
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            // What a rank starts inherits its variables; the rank itself is mpirun's own child.
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int id) && ParentOf(id) == starter && TextOf($"/proc/{id}/environ").Contains(wanted, StringComparison.Ordinal))
                return id;
        }

        return null;
    }

    private static int? ParentOf(int process)
    {
        string stat = TextOf($"/proc/{process}/stat");
        string[] fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 1 ? int.Parse(fields[1], CultureInfo.InvariantCulture) : null;
    }

    private static string TextOf(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
