using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Signalbox.Providers.Process.Output;
using Xunit;

namespace Signalbox.Contract.Tests.Providers.Processes;

public sealed class RedactionTests
{
    /// <summary>Few letters, so that secrets overlap with themselves, with each other and with the text.</summary>
    private static readonly Gen<string> Word =
        Gen.Elements('a', 'b', 'c').NonEmptyListOf().Select(letters => string.Concat(letters.Take(6)));

    private static readonly Gen<string> Text =
        Gen.Elements("a", "b", "c", "\n", "x", "abc", "aab").ListOf().Select(parts => string.Concat(parts));

    [Fact]
    public void What_comes_out_does_not_depend_on_the_pieces_and_has_no_secret_in_it()
    {
        var stories =
            from secrets in Word.NonEmptyListOf()
            from text in Text
            from pieces in Gen.Choose(1, 7).NonEmptyListOf()
            select (Secrets: secrets.ToList(), Text: text, Pieces: pieces.ToList());

        Prop.ForAll(stories.ToArbitrary(), story =>
        {
            var redactor = new Redactor(story.Secrets);
            var whole = redactor.Redact(story.Text);
            var bytes = Encoding.UTF8.GetBytes(story.Text);
            return InPieces(redactor, bytes, story.Pieces) == whole
                && story.Secrets.TrueForAll(secret => !whole.Contains(secret, StringComparison.Ordinal))
                && whole.Replace("***", "", StringComparison.Ordinal).Length <= story.Text.Length;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Theory]
    [InlineData("hunter2", "pass hunter2!", "pass ***!")]
    [InlineData("abc|cde", "xabcdex", "x***x")]
    [InlineData("abc", "abcabc-abc", "***-***")]
    [InlineData("aaab", "aaaaab", "aa***")]
    [InlineData("line one\nline two\n}", "1: line two 2: line one }", "1: *** 2: *** }")]
    [InlineData("s p ace", "https://u:s%20p%20ace@h", "https://u:***@h")]
    [InlineData("quo\"ted", """{"k":"quo\"ted"}""", """{"k":"***"}""")]
    [InlineData("a&b<c", "<v>a&amp;b&lt;c</v>", "<v>***</v>")]
    public void Secrets_are_hidden_in_their_usual_disguises(string secrets, string text, string redacted) =>
        Assert.Equal(redacted, new Redactor(secrets.Split('|')).Redact(text));

    [Theory]
    [InlineData("")]
    [InlineData("user:")]
    [InlineData("me")]
    [InlineData("you:")]
    public void Base64_of_a_secret_is_hidden_also_behind_other_bytes(string before)
    {
        var secret = "correct-horse-battery-staple";
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(before + secret + "\n"));

        var redacted = new Redactor([secret]).Redact($"Authorization: Basic {encoded}");

        Assert.Contains("***", redacted, StringComparison.Ordinal);
        Assert.True(redacted.Length < "Authorization: Basic ".Length + before.Length * 2 + 16, redacted);
    }

    [Fact]
    public void Base64_in_wrapped_lines_is_hidden()
    {
        var secret = string.Concat(Enumerable.Range(0, 60).Select(i => $"key{i}-"))[..228];
        var wrapped = string.Join('\n', Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)).Chunk(76).Select(line => new string(line)));

        Assert.Equal("***\n***\n***\n***", new Redactor([secret]).Redact(wrapped));
    }

    [Fact]
    public void Without_secrets_nothing_is_touched()
    {
        Assert.Null(new Redactor(["", "\n"]).Automaton);
        Assert.Equal("a***b", new Redactor(["***"]).Redact("a***b"));
    }

    private static string InPieces(Redactor redactor, byte[] bytes, List<int> sizes)
    {
        var pass = new RedactionPass(redactor);
        var output = new ArrayBufferWriter<byte>();
        for (int at = 0, i = 0; at < bytes.Length; i++)
        {
            var size = Math.Min(sizes[i % sizes.Count], bytes.Length - at);
            pass.Write(bytes.AsSpan(at, size), output);
            at += size;
        }

        pass.Complete(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
