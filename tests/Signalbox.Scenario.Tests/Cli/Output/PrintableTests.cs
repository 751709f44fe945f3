using System.Text;
using Signalbox.Cli.Logs;
using Signalbox.Core.Logs;

namespace Signalbox.Scenario.Tests.Cli.Output;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("plain [red]text[/]", "plain [red]text[/]")]
    [InlineData("zwölf 👩‍💻 漢字", "zwölf 👩‍💻 漢字")]
    [InlineData("\u001b[1;31mred\u001b[0m", "red")]
    [InlineData("\u001b]8;;https://evil\u001b\\link\u001b]8;;\u0007", "link")]
    [InlineData("a\tb\rc\bd\u009be", "a b·c·d·e")]
    [InlineData("\u202eabc\u2066\u2028", "·abc··")]
    [InlineData("cut \u001b[12", "cut ")]
    public void Text_is_shown_and_commands_are_not(string text, string shown) => Assert.Equal(shown, Printable.Line(text));

    [Fact]
    public void Half_a_character_is_none() => Assert.Equal("a·b", Printable.Line($"a{(char)0xd800}b"));

    [Theory]
    [InlineData("colour \u001b[1;31mstays\u001b[0m\n", "colour \u001b[1;31mstays\u001b[0m\n")]
    [InlineData("\u001b[2J\u001b[Hgone\u001b]0;title\u0007 \u001bPq\u001b\\x", "gone x")]
    [InlineData("a\rb\bc\td", "abc\td")]
    [InlineData("é \u009b2J 漢", "é 2J 漢")]
    [InlineData("\u001b]never ended\nnext", "\nnext")]
    public void A_log_on_a_terminal_keeps_its_colours_and_nothing_else_that_commands(string log, string shown)
    {
        var bytes = Encoding.UTF8.GetBytes(log);
        var whole = new TerminalFilter();
        var single = new TerminalFilter();

        Assert.Equal(shown, Encoding.UTF8.GetString(whole.Keep(bytes)));
        Assert.Equal(shown, Encoding.UTF8.GetString([.. bytes.SelectMany(one => single.Keep([one]).ToArray())]));
    }
}
