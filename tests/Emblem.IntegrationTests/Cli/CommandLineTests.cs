using Emblem.IntegrationTests.Support;

namespace Emblem.IntegrationTests.Cli;

/// <summary>What every verb has in common: help, version, usage errors and the form of the output.</summary>
public class CommandLineTests
{
    [Fact]
    public async Task No_arguments_show_the_help_with_the_verbs()
    {
        EmblemRun run = (await EmblemProcess.RunAsync()).Expect(0);
        Assert.Contains("quickstart", run.Output, StringComparison.Ordinal);
        Assert.Contains("--json", run.Output, StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task The_help_of_a_verb_ends_with_examples()
    {
        EmblemRun run = (await EmblemProcess.RunAsync("quickstart", "--help")).Expect(0);
        Assert.Contains("Examples:\n  emblem quickstart\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_is_the_name_and_a_number()
    {
        EmblemRun run = (await EmblemProcess.RunAsync("--version")).Expect(0);
        Assert.Matches(@"^emblem \d+\.\d+\.\d+\n$", run.Output);
    }

    [Fact]
    public async Task An_unknown_verb_is_bad_usage_and_lists_the_verbs()
    {
        EmblemRun run = (await EmblemProcess.RunAsync("bogus")).Expect(2);
        Assert.Empty(run.Output);
        Assert.Contains("no verb 'bogus'", run.Error, StringComparison.Ordinal);
        Assert.Contains("quickstart", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_option_is_bad_usage_and_names_the_help()
    {
        EmblemRun run = (await EmblemProcess.RunAsync("quickstart", "--nope")).Expect(2);
        Assert.Contains("'--nope'", run.Error, StringComparison.Ordinal);
        Assert.Contains("'emblem quickstart --help'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_usage_error_with_json_is_one_object()
    {
        EmblemRun run = (await EmblemProcess.RunAsync("quickstart", "--port", "many", "--json")).Expect(2);
        Assert.Equal(1, run.Json.GetProperty("schema_version").GetInt32());
        Assert.Equal("quickstart", run.Json.GetProperty("command").GetString());
        Assert.Contains("'many'", run.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
    }
}
