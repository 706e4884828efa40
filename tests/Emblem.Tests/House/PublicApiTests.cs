using System.Reflection;
using System.Runtime.CompilerServices;
using Emblem.Data;
using Emblem.Export;
using Emblem.Imaging;
using Emblem.Serving;
using PublicApiGenerator;

namespace Emblem.Tests.House;

/// <summary>What users can build on is an approved text: a change of it is a decision, seen in a review.</summary>
public sealed class PublicApiTests
{
    private const string ApproveVariable = "EMBLEM_APPROVE";

    [Fact]
    public void CoreIsAsApproved() => Check(typeof(PixelImage).Assembly);

    [Fact]
    public void InferenceIsAsApproved() => Check(typeof(OnnxEngine).Assembly);

    [Fact]
    public void LibraryIsAsApproved() => Check(typeof(ImageData).Assembly);

    [Fact]
    public void ServingIsAsApproved() => Check(typeof(PredictionServer).Assembly);

    private static void Check(Assembly assembly, [CallerFilePath] string source = "")
    {
        string actual = assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false }).ReplaceLineEndings("\n").Trim() + "\n";
        string file = $"{assembly.GetName().Name}.txt";
        if (Environment.GetEnvironmentVariable(ApproveVariable) == "1")
            File.WriteAllText(Path.Combine(Path.GetDirectoryName(source)!, "Approved", file), actual);
        string approved = Environment.GetEnvironmentVariable(ApproveVariable) == "1"
            ? actual
            : File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "House", "Approved", file)).ReplaceLineEndings("\n");
        if (actual == approved)
            return;
        Assert.Fail(
            $"The public API of {assembly.GetName().Name} differs from House/Approved/{file}, first at: {FirstDifference(approved, actual)}\n"
            + $"If that is meant, approve it: {ApproveVariable}=1 dotnet test, and commit the file.");
    }

    private static string FirstDifference(string approved, string actual)
    {
        string[] before = approved.Split('\n');
        string[] after = actual.Split('\n');
        int line = Enumerable.Range(0, Math.Max(before.Length, after.Length))
            .First(i => before.ElementAtOrDefault(i) != after.ElementAtOrDefault(i));
        return $"line {line + 1}: approved '{before.ElementAtOrDefault(line)?.Trim()}', found '{after.ElementAtOrDefault(line)?.Trim()}'";
    }
}
