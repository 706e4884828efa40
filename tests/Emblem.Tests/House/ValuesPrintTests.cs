using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using Emblem.Acquisition;
using Emblem.Data;
using Emblem.Export;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Models;
using Emblem.Serving;
using Emblem.Training.Callbacks;
using Emblem.Training.Losses;
using Emblem.Training.Mixing;

namespace Emblem.Tests.House;

/// <summary>
/// Whatever a user may hold prints what it is, as a notebook's cells do, and in one way on every machine: no value prints its type's name, and no record the
/// type of a list or a number with the comma of the machine's culture.
/// </summary>
public sealed class ValuesPrintTests
{
    private const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance;

    // What torch makes of a module's text is its own tree; bases are never values, and what is derived from them is looked at itself.
    private static readonly Dictionary<Type, string> Exceptions = new()
    {
        [typeof(SeededDropout)] = "a torch module, which prints as all layers do",
        [typeof(Callback)] = "a base: each callback of ours has words, one of a user's has its own name",
        [typeof(Loss)] = "a base: each loss has words",
        [typeof(BatchMixing)] = "a base: each way of mixing has words",
    };

    public static TheoryData<string> Assemblies =>
    [
        typeof(PixelImage).Assembly.GetName().Name!, typeof(OnnxEngine).Assembly.GetName().Name!, typeof(ImageData).Assembly.GetName().Name!,
        typeof(PredictionServer).Assembly.GetName().Name!,
    ];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void EveryValuePrintsWhatItIs(string assembly)
    {
        string[] faults = [.. Values(assembly).Where(type => !Exceptions.ContainsKey(type)).Select(Fault).OfType<string>()];

        Assert.True(faults.Length == 0, $"Give it a ToString of its own, or '=> ValueText.Of(this)':\n{string.Join("\n", faults)}");
    }

    /// <summary>A list in a record is wrapped where it is set, so that the property prints too.</summary>
    [Theory]
    [MemberData(nameof(Assemblies))]
    public void EveryListThatIsSetPrintsItsItems(string assembly)
    {
        string[] faults =
        [
            .. from type in Values(assembly)
               from property in type.GetProperties(Public)
               where !type.IsAbstract && property.SetMethod is { IsPublic: true } && IsList(property.PropertyType)
               where Printed(type, property) is not "[]"
               select $"{type.Name}.{property.Name}",
        ];

        Assert.True(faults.Length == 0, $"Set it as 'init => field = Listing.Of(value)': {string.Join(", ", faults)}");
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void EveryListThatAClassHasPrintsItsItems(string assembly)
    {
        string[] faults =
        [
            .. from type in Assembly.Load(assembly).GetExportedTypes()
               from property in type.GetProperties(BindingFlags.Public | BindingFlags.Static)
               where IsList(property.PropertyType) && property.GetValue(null)!.ToString()!.Contains('`')
               select $"{type.Name}.{property.Name}",
        ];

        Assert.True(faults.Length == 0, $"Give it as 'Listing.Of(…)': {string.Join(", ", faults)}");
    }

    /// <summary>What a method returns only a call shows.</summary>
    [Theory]
    [MemberData(nameof(Assemblies))]
    public void EveryMethodThatReturnsAListHasBeenTried(string assembly)
    {
        string[] untried =
        [
            .. from type in Assembly.Load(assembly).GetExportedTypes()
               where !type.Name.StartsWith('<')
               from method in type.GetMethods(Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
               where !method.IsSpecialName && IsList(method.ReturnType) && !RealValuesPrintTests.TriedMethods.Contains(method.Name)
               select $"{type.Name}.{method.Name}",
        ];

        Assert.True(untried.Length == 0, $"Return 'Listing.Of(…)', try it in {nameof(RealValuesPrintTests)}, and name it there: {string.Join(", ", untried)}");
    }

    [Fact]
    public void FindsPlantedOnes()
    {
        Assert.NotNull(Fault(typeof(Plain)));
        Assert.NotNull(Fault(typeof(WithList)));
        Assert.NotNull(Fault(typeof(WithNumber)));
        Assert.Null(Fault(typeof(WithText)));
        Assert.NotEqual("[]", Printed(typeof(WithList), typeof(WithList).GetProperty(nameof(WithList.Items))!));
        Assert.Equal("[]", Printed(typeof(WorkerCommand), typeof(WorkerCommand).GetProperty(nameof(WorkerCommand.Arguments))!));
    }

    [Fact]
    public void ExceptionsAreStillThere() => Assert.All(
        Exceptions.Keys, type => Assert.True(type == typeof(SeededDropout) || Fault(type) is not null, $"{type.Name} prints by now; take it off the list."));

    /// <summary>Types of which a user may hold a value: neither static classes nor what has no text to choose.</summary>
    private static IEnumerable<Type> Values(string assembly) => Assembly.Load(assembly).GetExportedTypes().Where(type =>
        type is { IsInterface: false, IsEnum: false } && !(type.IsAbstract && type.IsSealed) && !type.Name.StartsWith('<')
        && !type.IsAssignableTo(typeof(Delegate)) && !type.IsAssignableTo(typeof(Exception)) && !type.IsAssignableTo(typeof(Attribute)));

    /// <summary>Why a type's text is none; null where it is good.</summary>
    private static string? Fault(Type type)
    {
        MethodInfo text = type.GetMethod(nameof(ToString), Type.EmptyTypes)!;
        if (text.DeclaringType == typeof(object) || text.DeclaringType == typeof(ValueType))
            return $"{type.Name} prints its type's name";
        if (!text.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false))
            return null;
        string[] members = [.. type.GetProperties(Public).Where(property => !IsPlain(property.PropertyType)).Select(property => property.Name)];
        return members.Length == 0 ? null : $"{type.Name} is a record that prints {string.Join(", ", members)} badly";
    }

    /// <summary>Whether a record may leave a member to itself: it prints in one way everywhere, and is neither a list nor another's value. Our own are looked at themselves.</summary>
    private static bool IsPlain(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsEnum || type == typeof(string) || type == typeof(bool) || type == typeof(int) || type == typeof(long) || type == typeof(ulong) || type == typeof(TimeSpan) || type == typeof(Uri)
            || type.Assembly.GetName().Name is "Emblem" or "Emblem.Core" or "Emblem.Inference" or "Emblem.Serving";
    }

    private static bool IsList(Type type) => type != typeof(string) && type.IsGenericType && type.IsAssignableTo(typeof(IEnumerable));

    /// <summary>What an empty list prints after it was set; null where the property takes no empty one.</summary>
    private static string? Printed(Type type, PropertyInfo property)
    {
        object value = RuntimeHelpers.GetUninitializedObject(type);
        Type[] items = property.PropertyType.GetGenericArguments();
        object empty = items.Length == 1 ? Array.CreateInstance(items[0], 0) : Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(items))!;
        try
        {
            property.SetValue(value, empty);
        }
        catch (TargetInvocationException fault) when (fault.InnerException is ArgumentException or EmblemException)
        {
            // Refused: the list has to have items, and goes through the same place.
            return "[]";
        }

        return property.GetValue(value)?.ToString();
    }

    private sealed class Plain;

    private sealed record WithList(IReadOnlyList<string> Items);

    private sealed record WithNumber(double Number);

    private sealed record WithText(string Text, int Number);
}
