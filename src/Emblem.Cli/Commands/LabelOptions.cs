using System.CommandLine;
using System.CommandLine.Parsing;
using Emblem.Cli.Terminal;
using Emblem.Data;
using Emblem.Runs;

namespace Emblem.Cli.Commands;

/// <summary>What names the classes where folders do not: <c>--labels</c> with its columns, or <c>--label-regex</c>.</summary>
internal sealed class LabelOptions
{
    private readonly Option<string?> _table = new Option<string?>("--labels")
    {
        Description = "A CSV file that names each picture's class, and its set if it likes, instead of folders: one column of files below DIR or below the table, one of labels. A label is a class as it stands, spaces and all.",
        HelpName = "FILE.csv",
    }.In(HelpGroup.Data);

    private readonly Option<string?> _pattern = new Option<string?>("--label-regex")
    {
        Description = "A regular expression that finds each picture's class in its path below DIR, instead of folders: what its one group matches, or the group 'label'.",
        HelpName = "PATTERN",
    }.In(HelpGroup.Data);

    private readonly Option<string?> _file = Column("--file-column", "pictures");
    private readonly Option<string?> _label = Column("--label-column", "labels");
    private readonly Option<string?> _set = Column("--set-column", "sets (train, valid, test, or true for validation)");

    public IEnumerable<Option> All => [_table, _pattern, .. Columns];

    private IEnumerable<Option> Columns => [_file, _label, _set];

    /// <summary>What was asked for; null for the classes of folders.</summary>
    public RunLabels? Read(ParseResult parsed)
    {
        (string? table, string? pattern) = (parsed.GetValue(_table), parsed.GetValue(_pattern));
        return table is null && pattern is null ? null : new RunLabels
        {
            Table = table,
            Pattern = pattern,
            Columns = Columns.Any(option => parsed.GetResult(option) is not null)
                ? new LabelTableOptions { FileColumn = parsed.GetValue(_file), LabelColumn = parsed.GetValue(_label), SetColumn = parsed.GetValue(_set) }
                : null,
        };
    }

    /// <summary>The options exclude each other, and some need others.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="folder">How folders name classes: not beside these.</param>
    public void Validate(CommandResult result, FolderOptions folder)
    {
        bool isTable = result.GetResult(_table) is not null;
        bool isPattern = result.GetResult(_pattern) is not null;
        if (isTable && isPattern)
            result.AddError("--labels and --label-regex exclude each other: give a table or a pattern.");
        foreach (Option column in isTable ? [] : Columns.Where(column => result.GetResult(column) is not null))
            result.AddError($"{column.Name} names a column of a table: give --labels FILE.csv too.");
        if ((isTable || isPattern) && folder.NamesClasses(result))
            result.AddError("--class-folder is for classes that folders name; with --labels or --label-regex they do not.");
    }

    /// <summary>Decisions on labels, whatever gave them.</summary>
    public static Option<string?> CreateCorrections() => new Option<string?>("--corrections")
    {
        Description = $"A {Corrections.UsualName} of 'emblem review' with its column 'action' filled in (keep, relabel, remove): applied to the labels, the pictures stay as they are.",
        HelpName = "FILE.csv",
    }.In(HelpGroup.Data);

    private static Option<string?> Column(string name, string what) => new Option<string?>(name)
    {
        Description = $"With --labels: the column of the {what}, by its name or number from 1. Default: found.",
        HelpName = "NAME",
    }.In(HelpGroup.Data);
}
