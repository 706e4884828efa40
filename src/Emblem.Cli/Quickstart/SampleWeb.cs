using System.Text;
using Emblem.Foundation;

namespace Emblem.Cli.Quickstart;

/// <summary>
/// One rival's pictures as the web holds them: a list of addresses, most of them good, some dead, wrong, broken, slow or
/// listed twice, as a list that was collected by hand is.
/// </summary>
/// <param name="Class">The rival's name.</param>
/// <param name="List">Paths below the server's address, one a line of the URL list, in the list's order.</param>
/// <param name="Answers">What is served, by path; a listed path that is not here is a 404.</param>
internal sealed record SampleWeb(string Class, IReadOnlyList<string> List, IReadOnlyDictionary<string, SampleAnswer> Answers)
{
    /// <summary>Different good pictures in a list.</summary>
    public const int GoodPictures = 100;

    /// <summary>All pictures that a list needs drawn: the last ones are for breaking.</summary>
    public const int DrawnPictures = GoodPictures + DamagedPictures;

    /// <summary>The one that is a PNG under a .jpg name.</summary>
    public const int PngPicture = 29;

    private const int DamagedPictures = 2;
    private const int NamelessPicture = 17;
    private const int MovedPicture = 41;
    private const int SlowPicture = 53;
    private const int ListedTwice = 8;

    private static readonly int[] CopiedPictures = [5, 23, 60];

    /// <summary>Puts drawn pictures on the web.</summary>
    /// <param name="name">The class.</param>
    /// <param name="pictures">The files, <see cref="DrawnPictures"/> of them.</param>
    /// <param name="order">Shuffles the list.</param>
    public static SampleWeb Create(string name, IReadOnlyList<byte[]> pictures, RandomStream order)
    {
        var answers = new Dictionary<string, SampleAnswer>(StringComparer.Ordinal);
        List<string> list = [];
        for (int number = 0; number < GoodPictures; number++)
        {
            string path = number == NamelessPicture ? $"/{name}/photos/{number}?size=large" : $"/{name}/photo-{number:000}.jpg";
            TimeSpan delay = number == SlowPicture ? TimeSpan.FromSeconds(1.5) : TimeSpan.Zero;
            answers[path] = new SampleAnswer("image/jpeg", pictures[number], Delay: delay);
            list.Add(path);
        }

        int moved = list.IndexOf($"/{name}/photo-{MovedPicture:000}.jpg");
        List($"/{name}/old/{MovedPicture}.jpg", new SampleAnswer("text/html", [], Location: list[moved]));
        list.RemoveAt(moved);
        foreach (int number in CopiedPictures)
            List($"/{name}/copy-of-{number}.jpg", new SampleAnswer("image/jpeg", pictures[number]));
        for (int damaged = 0; damaged < DamagedPictures; damaged++)
        {
            byte[] whole = pictures[GoodPictures + damaged];
            List($"/{name}/damaged-{damaged}.jpg", new SampleAnswer("image/jpeg", whole[..(whole.Length * 6 / 10)]));
            List($"/{name}/page-{damaged}.jpg", new SampleAnswer("text/html", Encoding.UTF8.GetBytes(Page(name))));
            list.Add($"/{name}/gone-{damaged}.jpg");
        }

        List($"/{name}/empty.jpg", new SampleAnswer("image/jpeg", []));
        list.Add($"/{name}/photo-{ListedTwice:000}.jpg");

        string[] shuffled = [.. list];
        order.Shuffle<string>(shuffled);
        return new SampleWeb(name, shuffled, answers);

        void List(string path, SampleAnswer answer)
        {
            answers[path] = answer;
            list.Add(path);
        }
    }

    private static string Page(string name) =>
        $"<!DOCTYPE html>\n<html><head><title>{name}</title></head><body><p>This picture is no longer here.</p></body></html>\n";
}
