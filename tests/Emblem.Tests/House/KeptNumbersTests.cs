using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Emblem.Tests.House;

/// <summary>
/// Numbers that tensor operations get are kept alive by us (<c>Emblem.Compute.Kept</c> says why): a conversion to TorchSharp's Scalar must land in a
/// variable or field, and the forms of addition and arithmetic that make such a number behind our back are not used.
/// </summary>
public sealed class KeptNumbersTests
{
    private const string Scalar = "TorchSharp.Scalar";

    [Fact]
    public void NoNumberIsLeftToTheCollectorDuringAnOperation() => Assert.Empty(Violations("Emblem"));

    [Fact]
    public void FindsPlantedOnes()
    {
        IReadOnlyList<string> found = Violations("Emblem.Tests");

        foreach (string name in (string[])["Passes", "Adds", "Scales"])
            Assert.Contains(found, sentence => sentence.Contains($"{nameof(PlantedNumbers)}.{name}", StringComparison.Ordinal));
        Assert.DoesNotContain(found, sentence => sentence.Contains($"{nameof(PlantedNumbers)}.Keeps", StringComparison.Ordinal));
    }

    private static IReadOnlyList<string> Violations(string assembly)
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, $"{assembly}.dll")));
        MetadataReader metadata = file.GetMetadataReader();
        return
        [
            .. from handle in metadata.MethodDefinitions
               let method = metadata.GetMethodDefinition(handle)
               where method.RelativeVirtualAddress != 0
               from member in LooseNumbers(metadata, Instruction.Read(file.GetMethodBody(method.RelativeVirtualAddress)))
               select $"{NameOf(metadata, method)} calls {member}: keep the number in a variable with 'using', or use Kept.",
        ];
    }

    private static IEnumerable<string> LooseNumbers(MetadataReader metadata, IReadOnlyList<Instruction> code)
    {
        for (int i = 0; i < code.Count; i++)
        {
            if (code[i].Token.Kind != HandleKind.MemberReference)
                continue;
            MemberReference member = metadata.GetMemberReference((MemberReferenceHandle)code[i].Token);
            if (member.GetKind() != MemberReferenceKind.Method || member.Parent.Kind != HandleKind.TypeReference)
                continue;
            string owner = NameOf(metadata, (TypeReferenceHandle)member.Parent);
            string name = metadata.GetString(member.Name);
            bool kept = i + 1 < code.Count && code[i + 1].Operation.Name is { } next && (next.StartsWith("stloc", StringComparison.Ordinal) || next is "stfld" or "stsfld");
            if (owner == Scalar && name == "op_Implicit" && !kept)
                yield return $"{owner}.{name}";
            else if (owner == "Tensor" && MakesANumber(metadata, member, name))
                yield return $"{owner}.{name}";
        }
    }

    /// <summary>Additions multiply by a 1 that they make; operators between a tensor and a number make a Scalar of the number.</summary>
    private static bool MakesANumber(MetadataReader metadata, MemberReference member, string name)
    {
        MethodSignature<IEnumerable<string>> signature = member.DecodeMethodSignature(new TypeNames(metadata), null);
        int tensors = signature.ParameterTypes.Count(type => type.Contains("TorchSharp.torch"));
        return name switch
        {
            "op_Addition" => true,
            "add" or "add_" => signature.ParameterTypes.Length == 1 && tensors == 1,
            "op_Subtraction" or "op_Multiply" or "op_Division" or "op_Modulus" => tensors < 2,
            _ => false,
        };
    }

    private static string NameOf(MetadataReader metadata, MethodDefinition method) =>
        $"{metadata.GetString(metadata.GetTypeDefinition(method.GetDeclaringType()).Name)}.{metadata.GetString(method.Name)}";

    private static string NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        TypeReference type = metadata.GetTypeReference(handle);
        string space = metadata.GetString(type.Namespace);
        return space.Length == 0 ? metadata.GetString(type.Name) : $"{space}.{metadata.GetString(type.Name)}";
    }
}
