using System.Reflection;
using System.Xml.Linq;
using Emblem.Data;
using Emblem.Export;
using Emblem.Imaging;
using Emblem.Serving;

namespace Emblem.Tests.House;

/// <summary>Every public type and member says what it is.</summary>
public sealed class DocumentationTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static TheoryData<string> Assemblies => [typeof(PixelImage).Assembly.GetName().Name!, typeof(OnnxEngine).Assembly.GetName().Name!, typeof(ImageData).Assembly.GetName().Name!, typeof(PredictionServer).Assembly.GetName().Name!];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void EveryPublicMemberIsDocumented(string name)
    {
        var assembly = Assembly.Load(name);
        XElement[] members = [.. XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member")];
        Dictionary<string, XElement> documented = members
            .GroupBy(member => Key(member.Attribute("name")!.Value)).ToDictionary(same => same.Key, same => same.First());

        string[] missing =
        [
            .. assembly.GetExportedTypes().Where(type => !type.Name.StartsWith('<') && !type.IsAssignableTo(typeof(Delegate))).SelectMany(type => Wanted(type, documented))
                .Where(key => !documented.TryGetValue(key, out XElement? found) || !IsSaid(found)),
        ];

        Assert.True(missing.Length == 0, $"Not documented: {string.Join(", ", missing)}");
    }

    private static IEnumerable<string> Wanted(Type type, Dictionary<string, XElement> documented)
    {
        string name = type.FullName!.Replace('+', '.');
        yield return $"T:{name}";

        // A record's positional properties are documented as parameters of the type.
        string[] parameters = documented.TryGetValue($"T:{name}", out XElement? element)
            ? [.. element.Elements("param").Where(param => param.Value.Trim().Length > 0).Select(param => param.Attribute("name")!.Value)]
            : [];
        foreach (PropertyInfo property in type.GetProperties(Declared).Where(p => p.GetMethod is { IsPublic: true } && !IsMade(p) && !parameters.Contains(p.Name)))
            yield return $"P:{name}.{property.Name}";
        foreach (MethodInfo method in type.GetMethods(Declared).Where(m => m.IsPublic && !m.IsSpecialName && !IsMade(m) && m.GetBaseDefinition() == m))
            yield return $"M:{name}.{method.Name}";
        foreach (FieldInfo field in type.GetFields(Declared).Where(f => f.IsPublic && !f.IsSpecialName && f.DeclaringType == type))
            yield return $"F:{name}.{field.Name}";
    }

    /// <summary>Overloads share a key: the compiler (CS1591) holds each of them to a comment of its own.</summary>
    private static string Key(string name)
    {
        int arguments = name.IndexOf('(', StringComparison.Ordinal);
        string plain = arguments < 0 ? name : name[..arguments];
        int generic = plain.IndexOf("``", StringComparison.Ordinal);
        return generic < 0 ? plain : plain[..generic];
    }

    private static bool IsSaid(XElement member) =>
        member.Element("summary")?.Value.Trim().Length > 0 || member.Descendants("inheritdoc").Any();

    /// <summary>Made by the compiler: a record's equality and printing, and what extension blocks leave on their class.</summary>
    private static bool IsMade(MemberInfo member) => member.GetCustomAttributes().Any(a => a.GetType().Name == "CompilerGeneratedAttribute")
        || member.Name is "Deconstruct" or "Equals" or "GetHashCode" or "ToString" or "PrintMembers" or "<Clone>$"
        || member.DeclaringType!.GetNestedTypes(Declared).Any(nested => nested.Name.StartsWith("<G>$", StringComparison.Ordinal));
}
