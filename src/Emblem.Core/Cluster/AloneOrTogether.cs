using System.Text;
using Emblem.Foundation;

namespace Emblem.Cluster;

/// <summary>What is the same to write for a process that works alone, whose ranks are null, and for one of several.</summary>
internal static class AloneOrTogether
{
    extension(Ranks? ranks)
    {
        /// <summary>Whether this process reads, writes and speaks.</summary>
        public bool Leads => ranks is not { IsFirst: false };

        /// <summary>Does something on the first rank alone; where it fails, all do.</summary>
        public void AtFirst(Action act)
        {
            if (ranks is null)
                act();
            else
                ranks.FromFirst(() => Done(act));
        }

        /// <summary>Refuses ranks that differ.</summary>
        /// <param name="what">What has to be the same.</param>
        /// <param name="otherwise">What a rank does that has another, such as <c>answers with another model</c>.</param>
        /// <exception cref="EmblemException">One has another than the first.</exception>
        public void RequireSame(string what, string otherwise)
        {
            if (ranks is null)
                return;
            string[] all = [.. ranks.Gather(Encoding.UTF8.GetBytes(ContentHash.Key(what))).Select(Encoding.UTF8.GetString)];
            int other = Array.FindIndex(all, hash => hash != all[0]);
            if (other > 0)
                throw new EmblemException($"Rank {other} on {ranks.Hosts[other]} {otherwise} than the first on {ranks.Hosts[0]}. All machines need the same files and options.");
        }
    }

    private static byte[] Done(Action act)
    {
        act();
        return [];
    }
}
