using System.Text.Json;
using Emblem.Cli.Terminal;
using Emblem.Foundation;

namespace Emblem.IntegrationTests.Cli;

public class CommandOutputTests
{
    private readonly StringWriter _standard = new() { NewLine = "\n" };
    private readonly StringWriter _error = new() { NewLine = "\n" };

    [Fact]
    public void A_redirected_table_is_aligned_text_with_numbers_to_the_right()
    {
        Output(new()).Table(["class", "count"], [["duke", "7"], ["unc [x]", "112"]]);
        Assert.Equal("class    count\n-------  -----\nduke         7\nunc [x]    112\n", _standard.ToString());
    }

    [Fact]
    public async Task Redirected_output_has_no_control_codes()
    {
        CommandOutput output = Output(new());
        output.Heading("Heading");
        output.Line("[red]not markup[/]");
        await output.ProgressAsync("working", progress =>
        {
            progress.Report(new StepProgress("working", 3, 3));
            return Task.FromResult(0);
        });
        Assert.DoesNotContain('\x1b', _standard.ToString());
        Assert.StartsWith("Heading\n[red]not markup[/]\nworking …\nworking: 3/3 in ", _standard.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_stage_ends_the_one_before()
    {
        Output(new()).Progress("preparing", progress =>
        {
            progress.Report(new StepProgress("reading", 2, 2));
            progress.Report(new StepProgress("writing", 1, 5));
            return 0;
        });
        string[] lines = [.. _standard.ToString().TrimEnd().Split('\n').Select(line => line.Split(" in ")[0])];
        Assert.Equal(["preparing …", "reading …", "reading: 2/2", "writing …", "writing: 1/5"], lines);
    }

    [Fact]
    public void A_terminal_gets_colour_only_where_it_is_welcome()
    {
        Output(new(Terminal: true, Colour: true)).Heading("[x]");
        Assert.Contains("\x1b[1m[x]", _standard.ToString(), StringComparison.Ordinal);
        _standard.GetStringBuilder().Clear();
        Output(new(Terminal: true, Colour: false)).Table(["a"], [["[red]1[/]"]]);
        Assert.Contains("[red]1[/]", _standard.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\x1b[3", _standard.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void On_a_terminal_a_very_long_name_is_folded()
    {
        Output(new(Terminal: true, Colour: false)).Table(["picture", "n"], [["a.jpg", "1"], [new string('x', 200), "2"]]);
        Assert.All(_standard.ToString().Split('\n'), line => Assert.InRange(line.Length, 0, 60));
    }

    [Fact]
    public void A_progress_bar_is_drawn_on_a_terminal_with_lines_above_it()
    {
        CommandOutput output = Output(new(Terminal: true, Colour: true));
        int result = output.Progress("counting", progress =>
        {
            progress.Report(new StepProgress("counting", 2, 4));
            output.Line("epoch 0");
            progress.Report(new StepProgress("counting", 4, 4));
            return 42;
        });
        Assert.Equal(42, result);
        Assert.Contains("epoch 0", _standard.ToString(), StringComparison.Ordinal);
        Assert.Contains("4/4", _standard.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void With_json_standard_output_holds_only_the_object()
    {
        CommandOutput output = Output(new(Json: true));
        output.Line("for people");
        output.Table(["a"], [["b"]]);
        output.Json(new { TopLoss = 1.5, Kind = DayOfWeek.Monday, Classes = new Dictionary<string, int> { ["Klasse Ä"] = 3 } });
        JsonElement json = JsonDocument.Parse(_standard.ToString()).RootElement;
        Assert.Equal(["schema_version", "command", "top_loss", "kind", "classes"], json.EnumerateObject().Select(p => p.Name));
        Assert.Equal("monday", json.GetProperty("kind").GetString());
        Assert.Equal(3, json.GetProperty("classes").GetProperty("Klasse Ä").GetInt32());
        Assert.StartsWith("for people\n", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_object_is_refused()
    {
        CommandOutput output = Output(new(Json: true));
        output.Json(new { A = 1 });
        Assert.Throws<InvalidOperationException>(() => output.Json(new { A = 2 }));
    }

    [Fact]
    public void Without_json_the_object_is_not_printed()
    {
        Output(new()).Json(new { A = 1 });
        Assert.Empty(_standard.ToString());
    }

    [Fact]
    public void Details_are_for_verbose_runs()
    {
        Output(new()).Detail("hidden");
        Output(new(Verbose: true)).Detail("shown");
        Assert.Equal("shown\n", _standard.ToString());
    }

    private CommandOutput Output(OutputStyle style) => new("verb", _standard, _error, style);
}
