namespace Signalbox.Core.Plans.Sources;

/// <summary>A list or map whose end has not been read yet.</summary>
internal sealed class OpenNode(Place place, bool isMap, string? anchor)
{
    private readonly List<Node>? items = isMap ? null : [];
    private readonly List<MapEntry>? entries = isMap ? [] : null;
    private readonly HashSet<string>? keys = isMap ? new(StringComparer.Ordinal) : null;
    private Located<string>? key;
    private int size = 1;

    public Place Place => place;

    /// <summary>The name by which an alias may repeat it.</summary>
    public string? Anchor { get; } = anchor;

    /// <summary>Whether the next node is a key.</summary>
    public bool AwaitsKey => isMap && key is null;

    public void Add(Node node, ProblemList problems)
    {
        size += node.Size;
        if (!isMap)
        {
            items!.Add(node);
        }
        else if (key is not { } pending)
        {
            key = new(((ScalarNode)node).Text, node.Place);
        }
        else
        {
            key = null;
            if (keys!.Add(pending.Value)) entries!.Add(new(pending, node));
            else problems.Add(pending.Place, $"the key '{pending.Value}' stands twice in this map");
        }
    }

    public Node Close() => isMap ? new MapNode(place, entries!, size) : new ListNode(place, items!, size);
}
