using static TorchSharp.torch.nn;

namespace Emblem.Models;

/// <summary>Registers parts under the published checkpoints' names, which are not those of C# fields.</summary>
internal static class ModuleNaming
{
    /// <summary>Makes the part a child of <paramref name="owner"/> under that name, and returns it.</summary>
    public static T As<T>(this T part, Module owner, string name)
        where T : Module
    {
        owner.register_module(name, part);
        return part;
    }
}
