using System.Buffers;
using System.Text;

namespace Signalbox.Providers.Process.Output;

/// <summary>Knows a task's secrets. Bytes that come in pieces go through a <see cref="RedactionPass"/>.</summary>
internal sealed class Redactor
{
    public Redactor(IEnumerable<string> secrets)
    {
        var patterns = secrets.SelectMany(SecretForms.Of).DistinctBy(Convert.ToHexString, StringComparer.Ordinal).ToList();
        if (patterns.Count > 0) Automaton = new(patterns);
    }

    /// <summary>Null when there is nothing to hide.</summary>
    public SecretAutomaton? Automaton { get; }

    /// <summary>The text with every secret replaced by `***`.</summary>
    public string Redact(string text)
    {
        if (Automaton is null) return text;
        var bytes = Encoding.UTF8.GetBytes(text);
        var redacted = new ArrayBufferWriter<byte>(bytes.Length + 16);
        var pass = new RedactionPass(this);
        pass.Write(bytes, redacted);
        pass.Complete(redacted);
        return Encoding.UTF8.GetString(redacted.WrittenSpan);
    }

    /// <summary>Whether the text gives a secret away.</summary>
    public bool Finds(string text) => Automaton is not null && Redact(text) != text;
}
