using System.Text.Json.Nodes;
using Signalbox.Core.Plans.Sources;

namespace Signalbox.Core.Plans.Schema;

/// <summary>A key that configuration knows, whatever stands behind it.</summary>
internal abstract class Key(string name, string text, bool required)
{
    public string Name { get; } = name;

    public bool Required { get; } = required;

    /// <summary>What the key does, for its author.</summary>
    protected string Text { get; } = text;

    /// <summary>Reads the value, or leaves the key unset when it is wrong.</summary>
    public abstract void Read(Node node, ProblemList problems, Section section);

    public abstract JsonObject Describe(SchemaDefinitions definitions);
}

/// <summary>A key that configuration knows.</summary>
/// <param name="name">The key.</param>
/// <param name="shape">What stands behind it.</param>
/// <param name="text">What it does, for its author.</param>
/// <param name="fallback">Its value where it is not written.</param>
/// <param name="required">Whether it must be written.</param>
internal sealed class Key<T>(string name, Shape<T> shape, string text, T fallback = default!, bool required = false) : Key(name, text, required)
{
    public T Fallback { get; } = fallback;

    public override void Read(Node node, ProblemList problems, Section section)
    {
        if (shape.TryRead(node, problems, out var value)) section.Set(this, value);
        else section.Spoil(this);
    }

    public override JsonObject Describe(SchemaDefinitions definitions)
    {
        var schema = shape.Describe(definitions);
        schema["description"] = Text;
        if (!Required && Fallback is not null && shape.Show(Fallback) is { } shown) schema["default"] = shown;
        return schema;
    }
}
