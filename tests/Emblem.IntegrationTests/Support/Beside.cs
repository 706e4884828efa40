[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]

namespace Emblem.IntegrationTests.Support;

/// <summary>
/// Tests run one after the other, since most compute with torch on all cores. Classes of the collection of this name do not: they wait for servers, time limits and decoders, and
/// run, one after the other too, beside the rest. They may not change what belongs to the whole process.
/// </summary>
internal static class Beside
{
    public const string TheRest = "beside the rest";
}
