namespace Emblem.Benchmarks;

/// <summary>One question, answered by figures that are measured in this very process.</summary>
/// <param name="name">Typed to run it.</param>
/// <param name="question">Printed in the list.</param>
internal abstract class Benchmark(string name, string question)
{
    public string Name => name;

    public string Question => question;

    /// <param name="arguments">What follows the name on the command line.</param>
    /// <param name="output">Gets the figures as a Markdown table, fit for <c>benchmarks/README.md</c>.</param>
    public abstract Task RunAsync(IReadOnlyList<string> arguments, TextWriter output);
}
