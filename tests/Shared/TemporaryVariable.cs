namespace Emblem.Tests.Shared;

/// <summary>An environment variable of this process for the length of one test. Tests run one after the other.</summary>
internal sealed class TemporaryVariable : IDisposable
{
    private readonly string _name;
    private readonly string? _before;

    public TemporaryVariable(string name, string? value)
    {
        (_name, _before) = (name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
    }

    public void Dispose() => Environment.SetEnvironmentVariable(_name, _before);
}
