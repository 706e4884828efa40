using Emblem.Foundation;

namespace Emblem.Models;

/// <summary>The catalogue of networks. To add one: a file like <c>ResNet.cs</c> and a row here.</summary>
public static class Architectures
{
    /// <summary>ResNet-18: 11 million parameters; the default.</summary>
    public static Architecture ResNet18 { get; } = new("resnet18", () => ResNet.Basic(2, 2, 2, 2), "timm/resnet18.tv_in1k");

    /// <summary>ResNet-34: 21 million parameters; the notebook's first.</summary>
    public static Architecture ResNet34 { get; } = new("resnet34", () => ResNet.Basic(3, 4, 6, 3), "timm/resnet34.tv_in1k");

    /// <summary>ResNet-50: 24 million parameters; the notebook's second.</summary>
    public static Architecture ResNet50 { get; } = new("resnet50", () => ResNet.Deep(3, 4, 6, 3), "timm/resnet50.tv_in1k");

    /// <summary>All of them, small to large.</summary>
    public static IReadOnlyList<Architecture> All { get; } = [ResNet18, ResNet34, ResNet50];

    /// <summary>The architecture of that name, ignoring case.</summary>
    /// <exception cref="EmblemException">No such name; the message lists those there are.</exception>
    public static Architecture Find(string name) =>
        All.FirstOrDefault(architecture => architecture.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new EmblemException(
            $"There is no architecture '{name}'. Known: {string.Join(", ", All.Select(architecture => architecture.Name))}.");
}
