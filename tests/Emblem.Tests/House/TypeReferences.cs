using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Emblem.Tests.House;

/// <summary>All types that a type uses: base, interfaces, fields, signatures, locals, and every token in its methods' code.</summary>
internal sealed class TypeReferences(PEReader file, MetadataReader metadata, TypeNames names)
{
    public IReadOnlySet<string> Of(TypeDefinitionHandle handle)
    {
        TypeDefinition type = metadata.GetTypeDefinition(handle);
        var found = new HashSet<string>(StringComparer.Ordinal);
        found.UnionWith(names.Of(type.BaseType));
        found.UnionWith(type.GetInterfaceImplementations().SelectMany(i => names.Of(metadata.GetInterfaceImplementation(i).Interface)));
        found.UnionWith(type.GetFields().SelectMany(field => metadata.GetFieldDefinition(field).DecodeSignature(names, null)));
        foreach (MethodDefinitionHandle method in type.GetMethods())
            AddMethod(metadata.GetMethodDefinition(method), found);
        return found;
    }

    private void AddMethod(MethodDefinition method, HashSet<string> found)
    {
        Add(method.DecodeSignature(names, null), found);
        if (method.RelativeVirtualAddress == 0)
            return;
        MethodBodyBlock body = file.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
        {
            foreach (IEnumerable<string> local in metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(names, null))
                found.UnionWith(local);
        }

        foreach (Instruction instruction in Instruction.Read(body).Where(instruction => !instruction.Token.IsNil))
            AddToken(instruction.Token, found);
    }

    private void AddToken(EntityHandle handle, HashSet<string> found)
    {
        switch (handle.Kind)
        {
            case HandleKind.MemberReference:
                MemberReference member = metadata.GetMemberReference((MemberReferenceHandle)handle);
                found.UnionWith(names.Of(member.Parent));
                if (member.GetKind() == MemberReferenceKind.Method)
                    Add(member.DecodeMethodSignature(names, null), found);
                else
                    found.UnionWith(member.DecodeFieldSignature(names, null));
                break;
            case HandleKind.MethodSpecification:
                MethodSpecification method = metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                found.UnionWith(method.DecodeSignature(names, null).SelectMany(argument => argument));
                AddToken(method.Method, found);
                break;
            case HandleKind.MethodDefinition:
                found.Add(names.Of(metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType()));
                break;
            case HandleKind.FieldDefinition:
                found.Add(names.Of(metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType()));
                break;
            default:
                found.UnionWith(names.Of(handle));
                break;
        }
    }

    private static void Add(MethodSignature<IEnumerable<string>> signature, HashSet<string> found)
    {
        found.UnionWith(signature.ReturnType);
        found.UnionWith(signature.ParameterTypes.SelectMany(parameter => parameter));
    }
}
