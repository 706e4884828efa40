namespace Emblem.ModelFiles.Protobuf;

/// <summary>How a field of a protocol buffer lies in the file. The two kinds of group are left out: no format read here has any.</summary>
internal enum WireType
{
    /// <summary>Seven bits a byte, the lowest first; the eighth bit says that more follow.</summary>
    Varint = 0,

    /// <summary>Eight bytes, little-endian.</summary>
    Fixed64 = 1,

    /// <summary>A length as a varint, then so many bytes: a text, a message, or numbers in a row.</summary>
    Length = 2,

    /// <summary>Four bytes, little-endian.</summary>
    Fixed32 = 5,
}
