using System.CommandLine;
using System.Globalization;
using Emblem.Cli.Terminal;
using Emblem.Foundation;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem cache</c>: what Emblem keeps in the user's cache, and how to be rid of it.</summary>
internal static class CacheCommand
{
    public static Verb Create()
    {
        string[] rooms = [.. CacheRoom.All.Select(room => room.Name)];
        Option<string[]> clear = new Option<string[]>("--clear")
        {
            Description = $"Delete what is in these rooms of the cache, or in all: {string.Join(", ", rooms)}.",
            HelpName = "ROOM…",
            Arity = ArgumentArity.ZeroOrMore,
            AllowMultipleArgumentsPerToken = true,
        }.AcceptOnly(rooms);
        var verb = new Verb("cache", "Show what Emblem keeps in the user's cache, or clear it; all of it can be made or fetched again.")
        {
            Examples = ["emblem cache", "emblem cache --clear weights", "emblem cache --clear --json"],
        };
        verb.Add(clear);
        verb.Runs((parsed, output, _) =>
        {
            if (parsed.GetResult(clear) is null)
                Show(output);
            else
                Clear(parsed.GetValue(clear) ?? [], output);
            return Task.CompletedTask;
        });
        return verb;
    }

    private static void Show(CommandOutput output)
    {
        (CacheRoom Room, CacheSize Size)[] rooms = [.. CacheRoom.All.Select(room => (room, room.Measure()))];
        output.Line($"The cache is {CacheRoom.Root}");
        output.Table(
            ["room", "files", "MB", "holds"],
            [.. rooms.Select(row => (string[])[row.Room.Name, Number(row.Size.Files), Megabytes(row.Size.Bytes), row.Room.Holds])]);
        output.Json(new { Cache = CacheRoom.Root, Rooms = rooms.Select(row => Describe(row.Room, row.Size)) });
    }

    private static void Clear(string[] asked, CommandOutput output)
    {
        (CacheRoom Room, CacheSize Size)[] cleared =
        [
            .. CacheRoom.All.Where(room => asked.Length == 0 || asked.Contains(room.Name)).Select(room => (room, room.Clear())),
        ];
        CacheSize all = cleared.Aggregate(default(CacheSize), (sum, row) => sum + row.Size);
        string[] parts = [.. cleared.Where(row => row.Size.Files > 0).Select(row => $"{Files(row.Size)} of {row.Room.Name}")];
        output.Line(parts.Length == 0
            ? $"Nothing to delete: {string.Join(", ", cleared.Select(row => row.Room.Name))} in {CacheRoom.Root} {(cleared.Length == 1 ? "holds" : "hold")} no file."
            : $"Deleted {string.Join(", ", parts)} from {CacheRoom.Root}: {Megabytes(all.Bytes)} MB. What is needed again is made or fetched again.");
        output.Json(new { Cache = CacheRoom.Root, Deleted = cleared.Select(row => Describe(row.Room, row.Size)), all.Files, all.Bytes });
    }

    private static object Describe(CacheRoom room, CacheSize size) => new { room.Name, room.Folder, size.Files, size.Bytes };

    private static string Files(CacheSize size) => size.Files == 1 ? "1 file" : $"{Number(size.Files)} files";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Megabytes(long bytes) => (bytes / 1e6).ToString("0.0", CultureInfo.InvariantCulture);
}
