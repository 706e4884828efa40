using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace Emblem.Compute;

/// <summary>Which processor this is, and what it tells programs of its caches, by CPUID (AMD64 Architecture Programmer's Manual vol. 3, appendix E; Intel SDM vol. 2A).</summary>
/// <param name="Maker">The maker's word, for example <c>AuthenticAMD</c>; where there is no CPUID the architecture.</param>
/// <param name="Family">The maker's number of a generation, 0 where unknown.</param>
/// <param name="Model">The maker's number within the family.</param>
/// <param name="Stepping">The maker's number within the model.</param>
/// <param name="Name">The name that it has in shops, or a hypervisor's word.</param>
/// <param name="Caches">As told; none where they are hidden.</param>
internal sealed record Processor(string Maker, int Family, int Model, int Stepping, string Name, IReadOnlyList<CpuCache> Caches)
{
    private const string Amd = "AuthenticAMD";
    private const int Extended = unchecked((int)0x80000000);
    private const int FirstName = unchecked((int)0x80000002);
    private const int AmdCaches = unchecked((int)0x8000001D);
    private const int IntelCaches = 4;
    private const int MostCaches = 8;

    /// <summary>This machine's. Tests say that it is another.</summary>
    public static Processor Here { get; set; } = Detect();

    /// <summary>
    /// An AMD processor of whose caches a hypervisor says nothing. oneDNN then reckons with caches of one byte, divides by their size or leaves work out
    /// (oneDNN issue 5313 tells the same of a size of 0).
    /// </summary>
    public bool HidesCaches => Maker == Amd && Caches.Count == 0;

    /// <summary>Reads the answers of CPUID.</summary>
    /// <param name="ask">Gives EAX, EBX, ECX and EDX for a leaf and a sub-leaf.</param>
    public static Processor From(Func<int, int, (int Eax, int Ebx, int Ecx, int Edx)> ask)
    {
        (int highest, int first, int third, int second) = ask(0, 0);
        string maker = Text(first, second, third);
        int signature = ask(1, 0).Eax;
        int family = (signature >> 8) & 0xF;
        int model = (signature >> 4) & 0xF;
        if (family is 0xF or 6)
            model += (signature >> 12) & 0xF0;
        if (family == 0xF)
            family += (signature >> 20) & 0xFF;
        uint most = (uint)ask(Extended, 0).Eax;
        int leaf = maker == Amd ? AmdCaches : IntelCaches;
        bool hasLeaf = maker == Amd ? most >= unchecked((uint)AmdCaches) : highest >= IntelCaches;
        string name = most < unchecked((uint)FirstName + 2) ? "" : string.Concat(Enumerable.Range(FirstName, 3).Select(part =>
        {
            (int a, int b, int c, int d) = ask(part, 0);
            return Text(a, b, c, d);
        }));
        return new Processor(maker, family, model, signature & 0xF, name.Trim('\0', ' '), hasLeaf ? [.. CachesOf(ask, leaf)] : []);
    }

    /// <summary>"AMD EPYC 9454 (AuthenticAMD, family 25, model 17, stepping 1)".</summary>
    public override string ToString() => Family == 0 ? Maker : $"{Name} ({Maker}, family {Family}, model {Model}, stepping {Stepping})";

    private static Processor Detect() => X86Base.IsSupported
        ? From((leaf, part) => X86Base.CpuId(leaf, part))
        : new Processor(RuntimeInformation.ProcessArchitecture.ToString(), 0, 0, 0, "", []);

    private static IEnumerable<CpuCache> CachesOf(Func<int, int, (int Eax, int Ebx, int Ecx, int Edx)> ask, int leaf)
    {
        for (int part = 0; part < MostCaches; part++)
        {
            (int a, int b, int c, _) = ask(leaf, part);
            int kind = a & 0x1F;
            if (kind == 0)
                yield break;
            long lines = (((b >> 22) & 0x3FF) + 1L) * (((b >> 12) & 0x3FF) + 1) * ((b & 0xFFF) + 1);
            yield return new CpuCache((a >> 5) & 7, kind switch { 1 => "data", 2 => "instructions", _ => "unified" }, lines * (c + 1L));
        }
    }

    private static string Text(params ReadOnlySpan<int> registers) => Encoding.ASCII.GetString(MemoryMarshal.AsBytes(registers));
}
