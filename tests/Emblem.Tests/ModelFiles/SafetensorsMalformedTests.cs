using System.Text.Json;
using Emblem.ModelFiles;
using Emblem.Tests.Support;

namespace Emblem.Tests.ModelFiles;

/// <summary>Odd files, each with the official reader's verdict: ours may be stricter where it says why, never laxer.</summary>
public sealed class SafetensorsMalformedTests
{
    /// <summary>What the official reader accepts and ours does not; the reasons stand at SafetensorsHeader.</summary>
    private static readonly Dictionary<string, string> Stricter = new()
    {
        ["starts_with_space"] = "does not begin with '{'",
        ["extra_field"] = "has the field",
    };

    private static readonly Dictionary<string, bool> Verdicts = ReadVerdicts();

    public static TheoryData<string> Files => [.. Verdicts.Keys];

    [Fact]
    public void EveryFileHasAVerdict() => Assert.Equal(
        Verdicts.Keys.Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(GoldenFile.PathOf("safetensors_malformed")).Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Files))]
    public void IsRefusedWhereTheOfficialReaderRefuses(string name)
    {
        string path = GoldenFile.PathOf(Path.Combine("safetensors_malformed", $"{name}.safetensors"));
        if (Verdicts[name] && !Stricter.ContainsKey(name))
        {
            using SafetensorsFile file = SafetensorsFile.Open(path);
            Assert.All(file.Entries, entry => Assert.Equal(entry.Length, TensorValues.Bytes(file, entry).Length));
            return;
        }

        var fault = Assert.ThrowsAny<ModelFileException>(() => SafetensorsFile.Open(path));
        Assert.Contains(Stricter.GetValueOrDefault(name, "is not a whole safetensors file"), fault.Message, StringComparison.Ordinal);
        Assert.StartsWith(path, fault.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, bool> ReadVerdicts()
    {
        using JsonDocument golden = JsonDocument.Parse(File.ReadAllBytes(GoldenFile.PathOf("safetensors_malformed.json")));
        return golden.RootElement.GetProperty("files").EnumerateObject()
            .ToDictionary(file => file.Name, file => file.Value.GetProperty("official").GetString() == "accepted");
    }
}
