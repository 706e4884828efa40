namespace Emblem.ModelFiles.PyTorch;

/// <summary>What a global of the closed list stands for.</summary>
internal enum PickleRole
{
    /// <summary>A class whose objects are passed over, whatever they are made of.</summary>
    Inert,
    OrderedDictionary,
    Size,

    /// <summary>A storage class: an element type, or none for bytes.</summary>
    Storage,
    ElementType,

    /// <summary>Makes a tensor from a typed storage.</summary>
    Tensor,

    /// <summary>Makes a tensor from a storage of bytes and an element type.</summary>
    TensorOfType,

    /// <summary>Wraps a tensor.</summary>
    Parameter,

    /// <summary>Calls one of the above with the arguments that it is given.</summary>
    TensorOfClass,
}

/// <summary>A name that a pickle may refer to. Nothing of that name is ever loaded: the reader does itself what the role says.</summary>
/// <param name="Name">Module and name, as in Python.</param>
/// <param name="Role">What it stands for.</param>
/// <param name="Type">The element type of a storage class or of an element type.</param>
internal sealed record PickleGlobal(string Name, PickleRole Role, TensorType? Type = null);
