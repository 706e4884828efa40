using System.CommandLine;
using System.Runtime.CompilerServices;

namespace Emblem.Cli.Terminal;

/// <summary>Where the help has an option; said once, where the option is made.</summary>
/// <param name="Group">What it is about.</param>
/// <param name="IsFirst">Whether it is among the few that the help of a verb with many options begins with.</param>
internal sealed record OptionPlace(HelpGroup Group, bool IsFirst)
{
    private static readonly ConditionalWeakTable<Option, OptionPlace> Known = [];
    private static readonly OptionPlace Unsaid = new(HelpGroup.Run, IsFirst: false);

    /// <summary>The place of an option; among those of the run when none was said.</summary>
    public static OptionPlace Of(Option option) => Known.TryGetValue(option, out OptionPlace? place) ? place : Unsaid;

    /// <summary>Says it.</summary>
    public static void Set(Option option, OptionPlace place) => Known.AddOrUpdate(option, place);
}

/// <summary>Says an option's place as it is made.</summary>
internal static class OptionPlacing
{
    /// <summary>Puts an option into a group of the help.</summary>
    public static T In<T>(this T option, HelpGroup group)
        where T : Option => option.At(new OptionPlace(group, IsFirst: false));

    /// <summary>The same for one of the few that matter first.</summary>
    public static T FirstIn<T>(this T option, HelpGroup group)
        where T : Option => option.At(new OptionPlace(group, IsFirst: true));

    private static T At<T>(this T option, OptionPlace place)
        where T : Option
    {
        OptionPlace.Set(option, place);
        return option;
    }
}
