using System.CommandLine;
using System.CommandLine.Parsing;
using Emblem.Cli.Terminal;
using Emblem.Folders;

namespace Emblem.Cli.Commands;

/// <summary>How a folder of pictures is read: <c>--class-folder</c> and <c>--strict</c>.</summary>
internal sealed class FolderOptions
{
    private const string First = "first";
    private const string Last = "last";

    private readonly Option<string?> _classFolder = new Option<string?>("--class-folder")
    {
        Description = "Which folder of a path names the class: the first below DIR or below its set (train, valid, test), or the last, as in fast.ai. Default: first.",
        HelpName = $"{First}|{Last}",
    }.AcceptOnly(First, Last).In(HelpGroup.Data);

    private readonly Option<bool> _strict = CreateStrict();

    public IEnumerable<Option> All => [_classFolder, _strict];

    /// <summary>For verbs that name no class.</summary>
    public static Option<bool> CreateStrict() => new Option<bool>("--strict")
    {
        Description = "Make an error of all that looks odd about a folder: links, folders within classes, names that look alike, files that are no pictures, …",
    }.In(HelpGroup.Data);

    public ClassFolder ReadClassFolder(ParseResult parsed) => parsed.GetValue(_classFolder) == Last ? ClassFolder.Last : ClassFolder.First;

    /// <summary>Whether it was said which folders name classes.</summary>
    public bool NamesClasses(SymbolResult result) => result.GetResult(_classFolder) is not null;

    public bool ReadStrict(ParseResult parsed) => parsed.GetValue(_strict);
}
