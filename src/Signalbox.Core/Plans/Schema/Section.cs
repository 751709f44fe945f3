using Signalbox.Core.Plans.Sources;

namespace Signalbox.Core.Plans.Schema;

/// <summary>The values of one map whose keys are known.</summary>
internal sealed class Section(Node node)
{
    private readonly Dictionary<Key, object?> values = [];
    private HashSet<Key>? spoilt;

    /// <summary>The map.</summary>
    public Node Node => node;

    /// <summary>Where the map starts.</summary>
    public Place Place => node.Place;

    /// <summary>Entries whose keys are not known here; only where others may know them.</summary>
    public List<MapEntry> Others { get; } = [];

    /// <summary>Where the key's value stands, or the map where it is not written.</summary>
    public Place PlaceOf(Key key) =>
        (node as MapNode)?.Entries.FirstOrDefault(entry => entry.Key.Value == key.Name).Value?.Place ?? node.Place;

    /// <summary>Whether the key is written, rightly or wrongly.</summary>
    public bool Has(Key key) => values.ContainsKey(key) || IsSpoilt(key);

    /// <summary>Whether the key is written and wrong, which was told already.</summary>
    public bool IsSpoilt(Key key) => spoilt is not null && spoilt.Contains(key);

    /// <summary>The value, or the default.</summary>
    public T Get<T>(Key<T> key) => values.TryGetValue(key, out var value) ? (T)value! : key.Fallback;

    public void Set<T>(Key<T> key, T value) => values[key] = value;

    public void Spoil(Key key) => (spoilt ??= []).Add(key);
}
