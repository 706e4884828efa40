using Emblem.Cli.Terminal;
using Emblem.Foundation;

namespace Emblem.IntegrationTests.Cli;

public class CommandRunTests
{
    private readonly StringWriter _standard = new() { NewLine = "\n" };
    private readonly StringWriter _error = new() { NewLine = "\n" };

    [Fact]
    public async Task Returning_is_done()
    {
        Assert.Equal(0, await RunAsync(new(), () => Task.CompletedTask));
        Assert.Empty(_error.ToString());
    }

    [Fact]
    public async Task An_expected_error_is_its_message_alone()
    {
        Assert.Equal(1, await RunAsync(new(), () => throw new EmblemException("No pictures in x. Give a folder.")));
        Assert.Equal("No pictures in x. Give a folder.\n", _error.ToString());
    }

    [Fact]
    public async Task Verbose_adds_the_stack_trace()
    {
        await RunAsync(new(Verbose: true), () => throw new EmblemException("No pictures."));
        Assert.Contains("   at ", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unexpected_error_is_one_line_and_says_how_to_learn_more()
    {
        Assert.Equal(1, await RunAsync(new(), () => throw new FormatException("first\nsecond")));
        Assert.Equal("Unexpected FormatException: first. Run it again with -v to see where this happened.\n", _error.ToString());
    }

    [Fact]
    public async Task An_error_with_json_is_one_object()
    {
        await RunAsync(new(Json: true), () => throw new EmblemException("Broken."));
        Assert.Contains("\"error\": \"Broken.\"", _standard.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stopping_when_asked_to_is_130(bool parallel)
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var cancelled = new OperationCanceledException(source.Token);
        Exception fault = parallel ? new AggregateException(cancelled) : cancelled;
        Assert.Equal(130, await RunAsync(new(), () => throw fault, source.Token));
    }

    [Fact]
    public async Task A_timeout_nobody_asked_for_is_a_failure() =>
        Assert.Equal(1, await RunAsync(new(), () => throw new TaskCanceledException("The request took over 4 s.")));

    private Task<int> RunAsync(OutputStyle style, Func<Task> action, CancellationToken stop = default) =>
        CommandRun.ToExitCodeAsync(action, new CommandOutput("verb", _standard, _error, style), stop);
}
