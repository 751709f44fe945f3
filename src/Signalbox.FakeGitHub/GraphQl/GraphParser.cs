using System.Text.Json.Nodes;

namespace Signalbox.FakeGitHub.GraphQl;

/// <summary>
/// Reads the executable part of GraphQL: operations, fields, aliases, arguments, variables, fragments. Directives and several operations
/// at once are refused: nobody here uses them. No GraphQL library restores from every feed that this repository must build from.
/// </summary>
internal sealed class GraphParser
{
    private readonly GraphTokens tokens;

    private GraphParser(string text) => tokens = new(text);

    /// <exception cref="FormatException">It is no GraphQL, or more of it than this reads.</exception>
    public static GraphDocument Parse(string text) => new GraphParser(text).Document();

    private GraphDocument Document()
    {
        var fragments = new Dictionary<string, GraphFragment>(StringComparer.Ordinal);
        (bool IsMutation, IReadOnlyList<GraphSelection> Selections)? operation = null;
        while (tokens.Peek.Length > 0)
        {
            if (tokens.TakeIf("fragment"))
            {
                var name = tokens.Name();
                tokens.Expect("on");
                fragments[name] = new(tokens.Name(), Selections());
                continue;
            }

            if (operation is not null) throw new FormatException("An operation name is required");
            operation = Operation();
        }

        return operation is var (isMutation, selections)
            ? new(isMutation, selections, fragments)
            : throw new FormatException("A query attribute must be specified and must be a string.");
    }

    private (bool IsMutation, IReadOnlyList<GraphSelection> Selections) Operation()
    {
        if (tokens.Peek == "{") return (false, Selections());
        var kind = tokens.Name();
        if (kind is not ("query" or "mutation")) throw new FormatException($"Parse error on \"{kind}\"");
        if (tokens.Peek is not ("(" or "{")) tokens.Name();
        if (tokens.TakeIf("("))
        {
            while (!tokens.TakeIf(")")) Variable();
        }

        return (kind == "mutation", Selections());
    }

    // `$first: [Int!]! = 10`: the type is GitHub's to check; a default is not used here.
    private void Variable()
    {
        tokens.Expect("$");
        tokens.Name();
        tokens.Expect(":");
        while (tokens.TakeIf("["))
        {
        }

        tokens.Name();
        while (tokens.TakeIf("]") || tokens.TakeIf("!"))
        {
        }

        if (tokens.Peek == "=") throw new FormatException("Defaults of variables are not understood by this fake");
    }

    private List<GraphSelection> Selections()
    {
        var selections = new List<GraphSelection>();
        tokens.Expect("{");
        while (!tokens.TakeIf("}")) selections.Add(tokens.TakeIf("...") ? Fragment() : Field());
        return selections;
    }

    private GraphSelection Fragment()
    {
        if (tokens.TakeIf("on")) return new GraphSelection.Inline(tokens.Name(), Selections());
        return tokens.Peek == "{" ? new GraphSelection.Inline(null, Selections()) : new GraphSelection.Spread(tokens.Name());
    }

    private GraphSelection.Field Field()
    {
        var key = tokens.Name();
        var name = tokens.TakeIf(":") ? tokens.Name() : key;
        var arguments = tokens.TakeIf("(") ? Fields(")") : [];
        if (tokens.Peek == "@") throw new FormatException("Directives are not understood by this fake");
        return new(name, key, arguments, tokens.Peek == "{" ? Selections() : []);
    }

    private Dictionary<string, GraphValue> Fields(string end)
    {
        var fields = new Dictionary<string, GraphValue>(StringComparer.Ordinal);
        while (!tokens.TakeIf(end))
        {
            var name = tokens.Name();
            tokens.Expect(":");
            fields[name] = Value();
        }

        return fields;
    }

    private GraphValue Value()
    {
        if (tokens.TakeIf("$")) return new GraphValue.Variable(tokens.Name());
        if (tokens.TakeIf("{")) return new GraphValue.Fields(Fields("}"));
        if (tokens.TakeIf("["))
        {
            var items = new List<GraphValue>();
            while (!tokens.TakeIf("]")) items.Add(Value());
            return new GraphValue.Items(items);
        }

        var token = tokens.Take();
        // Numbers, texts, true, false and null are as in JSON; any other word is one of an enum.
        return new GraphValue.Constant(token is "true" or "false" or "null" || token[0] == '"' || token[0] == '-' || char.IsAsciiDigit(token[0])
            ? JsonNode.Parse(token)
            : token);
    }
}
