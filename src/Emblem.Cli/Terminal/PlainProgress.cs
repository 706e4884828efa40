using System.Globalization;
using Emblem.Foundation;

namespace Emblem.Cli.Terminal;

/// <summary>
/// Progress for a log: a line when a stage begins, one about every ten seconds, one when it ends. Reports may come from any
/// thread.
/// </summary>
internal sealed class PlainProgress : IProgress<StepProgress>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly CommandOutput _output;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private StepProgress _last;
    private long _started;
    private long _printed;

    public PlainProgress(CommandOutput output, string description, TimeProvider time)
    {
        (_output, _time) = (output, time);
        Begin(new StepProgress(description, 0, null));
    }

    public void Report(StepProgress value)
    {
        lock (_gate)
        {
            if (value.Stage != _last.Stage)
            {
                // The description stands for the first stage until that one gives its own name.
                if (_last.Done > 0)
                    End();
                Begin(value);
            }

            _last = value;
            if (value.Note is not null)
                _output.Detail($"  {value.Note}");
            if (_time.GetElapsedTime(_printed) < Interval)
                return;
            _printed = _time.GetTimestamp();
            _output.Line($"{value.Stage}: {Count(value)}{(value.Status is null ? "" : $", {value.Status}")}");
        }
    }

    /// <summary>The work is done: prints the last stage's line.</summary>
    public void Finish()
    {
        lock (_gate)
            End();
    }

    private void Begin(StepProgress first)
    {
        _last = first;
        _started = _printed = _time.GetTimestamp();
        _output.Line($"{first.Stage} …");
    }

    private void End()
    {
        string seconds = _time.GetElapsedTime(_started).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        string count = _last.Done > 0 ? $"{Count(_last)} " : "";
        _output.Line($"{_last.Stage}: {count}in {seconds} s");
    }

    private static string Count(StepProgress value) => value.Total is { } total ? $"{value.Done}/{total}" : $"{value.Done}";
}
