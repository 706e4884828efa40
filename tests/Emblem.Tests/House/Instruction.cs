using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Emblem.Tests.House;

/// <summary>One instruction of a compiled method.</summary>
/// <param name="Operation">What it does.</param>
/// <param name="Token">The method, field or type that it names; nil for none.</param>
internal readonly record struct Instruction(OpCode Operation, EntityHandle Token)
{
    private static readonly OpCode[] OneByte = new OpCode[256];
    private static readonly OpCode[] TwoBytes = new OpCode[256];

    static Instruction()
    {
        foreach (System.Reflection.FieldInfo field in typeof(OpCodes).GetFields())
        {
            var code = (OpCode)field.GetValue(null)!;
            (code.Size == 1 ? OneByte : TwoBytes)[(byte)code.Value] = code;
        }
    }

    public static IReadOnlyList<Instruction> Read(MethodBodyBlock body)
    {
        var all = new List<Instruction>();
        BlobReader code = body.GetILReader();
        while (code.RemainingBytes > 0)
            all.Add(ReadOne(ref code));
        return all;
    }

    private static Instruction ReadOne(ref BlobReader code)
    {
        byte first = code.ReadByte();
        OpCode operation = first == 0xFE ? TwoBytes[code.ReadByte()] : OneByte[first];
        switch (operation.OperandType)
        {
            case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                return new Instruction(operation, MetadataTokens.EntityHandle(code.ReadInt32()));
            case OperandType.InlineSwitch:
                int targets = code.ReadInt32();
                code.Offset += 4 * targets;
                break;
            default:
                code.Offset += SizeOf(operation.OperandType);
                break;
        }

        return new Instruction(operation, default);
    }

    private static int SizeOf(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };
}
