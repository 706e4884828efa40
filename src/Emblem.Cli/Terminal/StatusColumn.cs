using Spectre.Console;
using Spectre.Console.Rendering;

namespace Emblem.Cli.Terminal;

/// <summary>How the work goes, as it says itself: nothing for most.</summary>
internal sealed class StatusColumn : ProgressColumn
{
    private const string Key = "status";

    public static void Set(ProgressTask task, string? status) => task.State.Update<Shown>(Key, _ => new Shown(status));

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        new Text(task.State.Get<Shown>(Key).Text ?? "") { Overflow = Overflow.Ellipsis };

    // The library keeps values of struct types alone.
    private readonly record struct Shown(string? Text);
}
