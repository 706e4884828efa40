using Emblem.Foundation;
using Spectre.Console;

namespace Emblem.Cli.Terminal;

/// <summary>Progress for someone who watches: one bar a stage, drawn by Spectre.Console.</summary>
internal sealed class TerminalProgress(CommandOutput output, ProgressContext context, string description) : IProgress<StepProgress>
{
    // Half of the library's, to leave a line of 100 columns room for how the work goes.
    private const int BarWidth = 20;

    private readonly Lock _gate = new();
    private readonly ProgressTask _first = context.AddTask(Markup.Escape(description));
    private ProgressTask? _current;
    private string? _stage;

    public static Progress Create(IAnsiConsole console) => new Progress(console, TimeProvider.System)
        .AutoClear(false)
        .ExcludeVerticalPadding()
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = BarWidth }, new CountColumn(), new ElapsedTimeColumn(), new StatusColumn());

    public void Report(StepProgress value)
    {
        lock (_gate)
        {
            if (value.Stage != _stage)
                Begin(value.Stage);
            _current!.MaxValue = value.Total ?? Math.Max(value.Done, 1);
            _current.IsIndeterminate = value.Total is null;
            _current.Value = value.Done;
            StatusColumn.Set(_current, value.Status);
            if (value.Note is not null)
                output.Detail($"  {value.Note}");
        }
    }

    /// <summary>The work is done: the last bar is full, also when nothing was ever reported.</summary>
    public void Finish()
    {
        lock (_gate)
        {
            ProgressTask last = _current ?? _first;
            last.IsIndeterminate = false;
            last.Value = last.MaxValue;
            last.StopTask();
        }
    }

    /// <summary>The bar that the description opened becomes the first stage's own.</summary>
    private void Begin(string stage)
    {
        _current?.StopTask();
        _current = _current is null ? _first : context.AddTask(Markup.Escape(stage));
        _current.Description = Markup.Escape(stage);
        _stage = stage;
    }
}
