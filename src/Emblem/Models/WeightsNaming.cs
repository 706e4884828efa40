namespace Emblem.Models;

/// <summary>How files of weights are called in a place, and so what is known of them.</summary>
internal enum WeightsNaming
{
    /// <summary>Published names or a person's own; only a name that carries its hash can be checked.</summary>
    Free,

    /// <summary>The same in Emblem's own cache, where every published name was checked on arrival.</summary>
    Cache,

    /// <summary>Published names that carry their hash.</summary>
    Published,

    /// <summary>The Hugging Face hub's folders of revisions.</summary>
    Snapshots,
}
