namespace Signalbox.Core.Plans.Sources;

/// <summary>A YAML value with its place. Nodes that an alias repeats are shared.</summary>
internal abstract class Node(Place place, int size)
{
    public Place Place { get; } = place;

    /// <summary>How many nodes a walk over this one visits, aliases followed.</summary>
    public int Size { get; } = size;

    /// <summary>For messages: what was found.</summary>
    public abstract string Found { get; }
}

/// <summary>A text, number, word or nothing.</summary>
internal sealed class ScalarNode(Place place, string text, bool plain) : Node(place, 1)
{
    private const int LongestShown = 40;

    public string Text { get; } = text;

    /// <summary>Written without quotes, so that it may be a number, a boolean or nothing.</summary>
    public bool Plain { get; } = plain;

    public bool IsNothing => Plain && Text is "" or "~" or "null" or "Null" or "NULL";

    public override string Found => IsNothing ? "nothing" : $"'{Shown}'";

    private string Shown => Text.Length <= LongestShown ? Text.ReplaceLineEndings(" ") : Text[..LongestShown].ReplaceLineEndings(" ") + "…";
}

/// <summary>A list.</summary>
internal sealed class ListNode(Place place, IReadOnlyList<Node> items, int size) : Node(place, size)
{
    public IReadOnlyList<Node> Items { get; } = items;

    public override string Found => "a list";
}

/// <summary>A map; its keys are texts and unique.</summary>
internal sealed class MapNode(Place place, IReadOnlyList<MapEntry> entries, int size) : Node(place, size)
{
    public IReadOnlyList<MapEntry> Entries { get; } = entries;

    public override string Found => "a map";
}

/// <summary>A key of a map and what stands behind it.</summary>
internal readonly record struct MapEntry(Located<string> Key, Node Value);
