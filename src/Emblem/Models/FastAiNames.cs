using System.Globalization;
using System.Text.RegularExpressions;
using Emblem.ModelFiles;

namespace Emblem.Models;

/// <summary>
/// The names under which fast.ai saves a model, as ours. fast.ai v1's <c>cnn_learner</c> and fastai 2's <c>vision_learner</c> are sequences of
/// body and head, so their names are positions: <c>0.4.0.conv1.weight</c> is <c>layer1.0.conv1.weight</c>, <c>1.2.weight</c> is
/// <c>head.2.weight</c>. Bodies read are torchvision's ResNets, whose children become positions, and timm's networks, which keep their
/// names below <c>0.model.</c>
/// </summary>
internal static partial class FastAiNames
{
    private const string Body = "0.";
    private const string TimmBody = "0.model.";
    private const string Head = "1.";

    /// <summary>A ResNet's children that have weights: activation and pooling take the positions 2 and 3.</summary>
    private static readonly Dictionary<string, string> ResNetChildren = new(StringComparer.Ordinal)
    {
        ["0"] = "conv1",
        ["1"] = "bn1",
        ["4"] = "layer1",
        ["5"] = "layer2",
        ["6"] = "layer3",
        ["7"] = "layer4",
    };

    /// <summary>Whether all names are positions in a sequence of body and head.</summary>
    public static bool AreIn(IEnumerable<string> names)
    {
        bool any = false;
        foreach (string name in names)
        {
            if (!Position().IsMatch(name))
                return false;
            any |= name.StartsWith(Body, StringComparison.Ordinal);
        }

        return any;
    }

    /// <summary>A fast.ai save under our names, and any other file as it is. Closing the result closes the file.</summary>
    /// <exception cref="ModelFileException">A fast.ai save of a network whose positions are not known.</exception>
    public static WeightsFile Translate(WeightsFile file)
    {
        if (!AreIn(file.Entries.Select(entry => entry.Name)))
            return file;
        bool timm = file.Entries.Any(entry => entry.Name.StartsWith(TimmBody, StringComparison.Ordinal));
        if (!timm && (file.Find("0.0.weight") is not { Shape.Count: 4 } || file.Find("0.1.running_mean") is null))
            throw Unknown(file, "no convolution at 0.0 or no norm at 0.1");
        Dictionary<string, string> head = HeadPositions(file);
        return RenamedWeightsFile.Of(file, name => (name.StartsWith(Head, StringComparison.Ordinal), timm) switch
        {
            (true, _) => HeadName(name[Head.Length..], head),
            (_, true) => name[(name.StartsWith(TimmBody, StringComparison.Ordinal) ? TimmBody.Length : Body.Length)..],
            _ => ResNetName(name[Body.Length..]) ?? throw Unknown(file, $"weights at position {Split(name[Body.Length..]).Position}"),
        });
    }

    /// <summary>The name of what lies at a position among a ResNet's children, for example <c>4.0.conv1.weight</c>; null for a position without weights.</summary>
    public static string? ResNetName(string name)
    {
        (string position, string below) = Split(name);
        return ResNetChildren.TryGetValue(position, out string? child) ? $"{child}.{below}" : null;
    }

    private static string HeadName(string name, Dictionary<string, string> positions)
    {
        (string position, string below) = Split(name);
        return $"{TransferModel.HeadPrefix}{positions.GetValueOrDefault(position, position)}.{below}";
    }

    /// <summary>
    /// A dropout of 0 is left out of fast.ai's sequence, which moves what follows. So norms and linear layers that alternate get the
    /// positions that they have with dropout; a head of another plan keeps its own.
    /// </summary>
    private static Dictionary<string, string> HeadPositions(WeightsFile file)
    {
        string[] positions =
        [
            .. file.Entries.Where(entry => entry.Name.StartsWith(Head, StringComparison.Ordinal)).Select(entry => Split(entry.Name[Head.Length..]).Position)
                .Distinct().OrderBy(position => position.Length).ThenBy(position => position, StringComparer.Ordinal),
        ];
        bool alternate = positions.Index().All(item =>
            file.Find($"{Head}{item.Item}.weight") is { } weight && weight.Shape.Count == (item.Index % 2 == 0 ? 1 : 2));
        bool finalNorm = positions.Length > 1 && positions.Length % 2 == 1;
        return alternate
            ? positions.Index().ToDictionary(item => item.Item, item => Number(StandardPosition(item.Index, finalNorm && item.Index == positions.Length - 1)))
            : [];
    }

    /// <summary>Pooling, flattening, then norm, dropout, linear, activation in turn; a final norm follows its linear layer at once.</summary>
    private static int StandardPosition(int index, bool isFinalNorm) => isFinalNorm ? 1 + (2 * index) : 2 + (2 * index);

    private static (string Position, string Below) Split(string name)
    {
        string[] parts = name.Split('.', 2);
        return (parts[0], parts.Length > 1 ? parts[1] : "");
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static ModelFileException Unknown(WeightsFile file, string found) => new(
        $"{file.Path} is a fast.ai save of a network that cannot be read: it has {found}. Those of torchvision's ResNets have a convolution at 0.0, "
        + "a norm at 0.1 and layers at 0.4 to 0.7; those of timm's networks have names that begin with 0.model.");

    [GeneratedRegex(@"^[01]\.\w")]
    private static partial Regex Position();
}
