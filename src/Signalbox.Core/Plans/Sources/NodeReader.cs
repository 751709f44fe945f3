using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Signalbox.Core.Plans.Sources;

/// <summary>
/// Turns YAML into nodes with places. The text is anybody's: depth and the number of nodes are bounded, aliases are shared and counted
/// as often as they repeat, and nothing recurses here.
/// </summary>
internal sealed class NodeReader
{
    /// <summary>The schema is seven levels deep; the bound keeps every later walk off the end of the stack.</summary>
    private const int MaxDepth = 64;

    /// <summary>50 nodes for each of 10,000 tasks.</summary>
    private const int MaxNodes = 500_000;

    private readonly ConfigurationFile file;
    private readonly ProblemList problems;
    private readonly Stack<OpenNode> open = new();
    private readonly Dictionary<string, Node> anchors = new(StringComparer.Ordinal);
    private Node? root;
    private int nodes;
    private int documents;

    private NodeReader(ConfigurationFile file, ProblemList problems) => (this.file, this.problems) = (file, problems);

    /// <summary>The file's one document; absent when the file cannot be read, with the problem added, or is empty, without one.</summary>
    public static Node? Read(ConfigurationFile file, ProblemList problems)
    {
        if (SourceText.Check(file) is { } problem)
        {
            problems.Add(problem.Place, problem.Value);
            return null;
        }

        return new NodeReader(file, problems).Read();
    }

    private Node? Read()
    {
        var scanner = new Scanner(new StringReader(SourceText.WithoutMark(file.Text)));
        try
        {
            var parser = new Parser(scanner);
            while (parser.MoveNext())
            {
                if (Take(parser.Current!) is not { } problem) continue;
                problems.Add(At(parser.Current!.Start), problem);
                return null;
            }

            return root;
        }
        catch (YamlException error)
        {
            Break(error.Start, error.Message);
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            // The scanner lets some malformed text through to the framework's own exceptions: mostly a bracket that is never closed.
            Break(
                scanner.CurrentPosition,
                open.TryPeek(out var last) ? $"what starts at {last.Place} is perhaps not closed" : "this text cannot be read");
        }

        return null;
    }

    private void Break(Mark mark, string message)
    {
        var problem = SourceText.Explain(file, At(mark), message);
        problems.Add(problem.Place, problem.Value);
    }

    private string? Take(ParsingEvent step) => step switch
    {
        DocumentStart when ++documents > 1 => "a second document starts here; a configuration file is one document",
        NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } tag } => $"the tag '{tag}' is not supported; write the value without it",
        Scalar scalar => Close(new ScalarNode(At(step.Start), scalar.Value, scalar.Style == ScalarStyle.Plain), Name(scalar.Anchor)),
        AnchorAlias alias => Repeat(alias),
        SequenceStart list => Open(new(At(step.Start), isMap: false, Name(list.Anchor))),
        MappingStart map => Open(new(At(step.Start), isMap: true, Name(map.Anchor))),
        SequenceEnd or MappingEnd => Close(open.Peek().Close(), open.Pop().Anchor),
        _ => null,
    };

    private string? Open(OpenNode node)
    {
        if (open.TryPeek(out var parent) && parent.AwaitsKey) return "a key is a text, not a list or a map";
        if (open.Count >= MaxDepth) return $"lists and maps are nested more than {MaxDepth} levels deep";
        // What the name meant before is gone from here on, so that a node can never contain itself.
        if (node.Anchor is { } anchor) anchors.Remove(anchor);
        open.Push(node);
        return null;
    }

    private string? Repeat(AnchorAlias alias) => anchors.TryGetValue(alias.Value.Value, out var node)
        ? open.TryPeek(out var parent) && parent.AwaitsKey && node is not ScalarNode
            ? "a key is a text, not a list or a map"
            : Close(node, null)
        : $"the alias '*{alias.Value}' repeats nothing: no finished value before it has the anchor '&{alias.Value}'";

    private string? Close(Node node, string? anchor)
    {
        if (anchor is not null) anchors[anchor] = node;
        if (open.TryPeek(out var parent)) parent.Add(node, problems);
        else root = node;
        return node.Size > MaxNodes || ++nodes > MaxNodes
            ? $"the file holds more than {MaxNodes} values, repeated ones included"
            : null;
    }

    private static string? Name(AnchorName anchor) => anchor.IsEmpty ? null : anchor.Value;

    private Place At(Mark mark) => new(file.Path, (int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));
}
