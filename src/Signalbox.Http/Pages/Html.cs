using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace Signalbox.Http.Pages;

/// <summary>
/// A piece of HTML. Made of interpolated text: what stands in the text is markup, what is put into it is escaped, save
/// other HTML.
/// </summary>
internal readonly struct Html
{
    private readonly string? markup;

    private Html(string markup) => this.markup = markup;

    /// <summary>Nothing.</summary>
    public static Html None => default;

    /// <summary>The markup of an interpolated text.</summary>
    public static Html Of(Writer writer) => new(writer.Markup);

    /// <summary>Markup of this assembly, as it is.</summary>
    public static Html Constant([ConstantExpected] string markup) => new(markup);

    /// <summary>Pieces one after the other.</summary>
    public static Html Join(IEnumerable<Html> pieces) => new(string.Concat(pieces));

    /// <inheritdoc/>
    public override string ToString() => markup ?? "";

    /// <summary>Puts the text together; the compiler calls it.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Writer
    {
        private readonly StringBuilder text;

        public Writer(int literalLength, int formattedCount) => text = new(literalLength + (formattedCount * 16));

        public string Markup => text.ToString();

        public void AppendLiteral(string literal) => text.Append(literal);

        public void AppendFormatted(Html piece) => text.Append(piece.ToString());

        // Right for elements and for quoted attributes: quotes are escaped, too.
        public void AppendFormatted(string? value) => text.Append(HtmlEncoder.Default.Encode(value ?? ""));

        public void AppendFormatted(int value) => text.Append(value);
    }
}
