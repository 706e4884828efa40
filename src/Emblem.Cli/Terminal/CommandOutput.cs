using System.CommandLine;
using Emblem.Foundation;
using Spectre.Console;

namespace Emblem.Cli.Terminal;

/// <summary>
/// All that a verb prints. On a terminal: colour, tables and progress bars; redirected: plain lines without a control code.
/// With <c>--json</c> standard output holds the one object that <see cref="Json"/> writes, and everything for people goes to
/// standard error.
/// </summary>
internal sealed class CommandOutput
{
    private readonly string? _command;
    private readonly TextWriter _standard;
    private readonly TextWriter _error;
    private readonly TextWriter _people;
    private readonly IAnsiConsole? _console;
    private bool _live;
    private bool _wroteJson;

    /// <param name="command">The verb, for the JSON object.</param>
    /// <param name="standard">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="style">What was asked for and what the streams can show.</param>
    public CommandOutput(string? command, TextWriter standard, TextWriter error, OutputStyle style)
    {
        (_command, _standard, _error) = (command, standard, error);
        (IsJson, IsVerbose) = (style.Json, style.Verbose);
        _people = style.Json ? error : standard;
        _console = style.Terminal ? style.CreateConsole(_people) : null;
    }

    public bool IsJson { get; }

    public bool IsVerbose { get; }

    /// <summary>The output for a parsed command line, as the process's own streams are.</summary>
    public static CommandOutput For(ParseResult parsed) => new(
        VerbPath.Of(parsed.CommandResult),
        parsed.InvocationConfiguration.Output,
        parsed.InvocationConfiguration.Error,
        OutputStyle.Detect(parsed.GetValue(CommonOptions.Json), parsed.GetValue(CommonOptions.Verbose)));

    /// <summary>A line as it is: no markup is read from it.</summary>
    public void Line(string text = "")
    {
        // While a progress bar is drawn the console has to place the line above it; otherwise its word wrap would only break paths.
        if (_live)
            _console!.WriteLine(text);
        else
            _people.WriteLine(text);
    }

    /// <summary>A line that begins a part of the output; bold on a terminal.</summary>
    public void Heading(string text)
    {
        if (_console is null)
            _people.WriteLine(text);
        else
            _console.MarkupLine($"[bold]{Markup.Escape(text)}[/]");
    }

    /// <summary>A line that only <c>-v</c> shows.</summary>
    public void Detail(string text)
    {
        if (IsVerbose)
            Line(text);
    }

    /// <summary>A line on standard error that begins with <c>warning:</c>.</summary>
    public void Warning(string text)
    {
        if (_live)
            _console!.MarkupLine($"[yellow]warning:[/] {Markup.Escape(text)}");
        else
            _error.WriteLine($"warning: {text}");
    }

    /// <summary>A table; columns in which every cell is a number are set flush right.</summary>
    public void Table(IReadOnlyList<string> headers, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        if (_console is null)
        {
            foreach (string line in PlainTable.Lines(headers, rows))
                _people.WriteLine(line);
            return;
        }

        var table = new Table().Border(TableBorder.Rounded);
        for (int column = 0; column < headers.Count; column++)
        {
            var heading = new TableColumn(new Text(headers[column]));
            if (PlainTable.Overflows(rows, column))
                heading.Width(PlainTable.Limit(rows, column));
            table.AddColumn(PlainTable.IsNumeric(rows, column) ? heading.RightAligned() : heading);
        }

        foreach (IReadOnlyList<string> row in rows)
            table.AddRow(row.Select(cell => new Text(cell)));
        _console.Write(table);
    }

    /// <summary>Runs asynchronous work and shows how far it is: a bar on a terminal, otherwise a line now and then.</summary>
    public async Task<T> ProgressAsync<T>(string description, Func<IProgress<StepProgress>, Task<T>> work)
    {
        if (_console is null)
        {
            var plain = new PlainProgress(this, description, TimeProvider.System);
            T result = await work(plain);
            plain.Finish();
            return result;
        }

        _live = true;
        try
        {
            return await TerminalProgress.Create(_console).StartAsync(async context =>
            {
                var bars = new TerminalProgress(this, context, description);
                T result = await work(bars);
                bars.Finish();
                return result;
            });
        }
        finally
        {
            _live = false;
        }
    }

    /// <summary>The same for work that computes on the calling thread.</summary>
    public T Progress<T>(string description, Func<IProgress<StepProgress>, T> work) =>
        ProgressAsync(description, progress => Task.FromResult(work(progress))).GetAwaiter().GetResult();

    /// <summary>The verb's result for programs; does nothing without <c>--json</c>. Once a run, with snake_case member names.</summary>
    public void Json(object result)
    {
        if (!IsJson)
            return;
        if (_wroteJson)
            throw new InvalidOperationException("A verb prints one JSON object; this would be the second.");
        _standard.WriteLine(JsonResult.Write(_command, result));
        _wroteJson = true;
    }

    /// <summary>The message of an error that ends the run: on standard error, and as the JSON object where one is still due.</summary>
    public void Failure(string message, Exception fault)
    {
        _error.WriteLine(IsVerbose ? $"{message}\n{fault}" : message);
        if (!_wroteJson)
            Json(new { Error = message });
    }
}
