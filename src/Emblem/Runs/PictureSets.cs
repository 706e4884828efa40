using Emblem.Foundation;

namespace Emblem.Runs;

/// <summary>Which pictures did what in a run.</summary>
public static class PictureSets
{
    /// <param name="run">One that has begun.</param>
    extension(RunFolder run)
    {
        /// <summary>
        /// The set of each picture by its name as in <see cref="RunFolder.PictureList"/>: <c>training</c>, <c>validation</c> or <c>test</c>. None where there is no such list, or
        /// none that can be read: one may be written at this moment.
        /// </summary>
        public IReadOnlyDictionary<string, string> ReadSets()
        {
            try
            {
                return Listing.Of<string, string>(PictureInventory.Sets(run));
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or FormatException)
            {
                return Listing.Of<string, string>(new Dictionary<string, string>());
            }
        }
    }
}
