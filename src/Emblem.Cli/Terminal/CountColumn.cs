using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Emblem.Cli.Terminal;

/// <summary>Done of all, as <c>57/200</c>: more telling than a percentage when items are few.</summary>
internal sealed class CountColumn : ProgressColumn
{
    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime)
    {
        string done = task.Value.ToString("0", CultureInfo.InvariantCulture);
        return new Text(task.IsIndeterminate ? done : $"{done}/{task.MaxValue.ToString("0", CultureInfo.InvariantCulture)}");
    }
}
