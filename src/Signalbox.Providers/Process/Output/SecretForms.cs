using System.Security;
using System.Text;
using System.Text.Encodings.Web;

namespace Signalbox.Providers.Process.Output;

/// <summary>The byte sequences that give a secret away: each line of the value, and the usual encodings of them.</summary>
internal static class SecretForms
{
    /// <summary>A shorter line of a longer value, such as the `{` of a JSON key, gives nothing away and would eat the log.</summary>
    private const int ShortestLine = 4;

    /// <summary>Encodings of very long values are not looked for: they would cost more memory than a task should.</summary>
    private const int LongestEncoded = 8 * 1024;

    private const int ShortestBase64 = 8;

    /// <summary>What to look for; none is empty or has a line break in it.</summary>
    public static IReadOnlyCollection<byte[]> Of(string value)
    {
        var lines = value.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines.Length > 1 && lines.Any(line => line.Length >= ShortestLine)) lines = [.. lines.Where(line => line.Length >= ShortestLine)];
        var forms = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            forms.Add(line);
            if (line.Length > LongestEncoded) continue;
            forms.Add(Uri.EscapeDataString(line));
            forms.Add(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(line));
            forms.Add(JavaScriptEncoder.Default.Encode(line));
            forms.Add(SecurityElement.Escape(line));
            forms.UnionWith(Base64(line));
        }

        if (value.Length <= LongestEncoded && lines is not [] && lines[0] != value) forms.UnionWith(Base64(value));
        // Asterisks are what stands for a secret; looking for them could never end.
        return [.. forms.Where(form => form.Any(c => c != '*')).Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>
    /// Base64 of the value as it stands alone, and what of it does not depend on its neighbours when it stands behind other bytes
    /// (`user:token` of an Authorization header); also in the pieces that line-wrapping tools print.
    /// </summary>
    private static IEnumerable<string> Base64(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        var alone = Convert.ToBase64String(bytes);
        foreach (var form in Spellings(alone)) yield return form;
        for (var shift = 0; shift < 3; shift++)
        {
            var first = (shift * 8 + 5) / 6;
            var end = (shift + bytes.Length) * 8 / 6;
            if (end - first < ShortestBase64) continue;
            var core = Convert.ToBase64String([.. new byte[shift], .. bytes])[first..end];
            foreach (var form in Spellings(core)) yield return form;
        }

        foreach (var width in new[] { 64, 76 })
            foreach (var piece in alone.Chunk(width).Where(piece => alone.Length > width && piece.Length >= ShortestBase64))
                yield return new(piece);
    }

    private static IEnumerable<string> Spellings(string base64) => [base64, base64.Replace('+', '-').Replace('/', '_').TrimEnd('=')];
}
