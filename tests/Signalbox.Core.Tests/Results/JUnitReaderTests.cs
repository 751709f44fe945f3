using System.Text;
using Signalbox.Core.Results;
using Xunit;

namespace Signalbox.Core.Tests.Results;

public sealed class JUnitReaderTests
{
    [Fact]
    public void Elements_are_counted_and_attributes_are_not_believed()
    {
        var report = Read("""
            <?xml version="1.0" encoding="utf-8"?>
            <testsuites tests="99" failures="0">
              <testsuite name="outer" tests="1,000">
                <properties><property name="a" value="b"/></properties>
                <testcase name="passes" classname="C" time="1,234.5"/>
                <testsuite name="inner">
                  <testcase name="fails" classname="C.D" file="src/d.cs" line="12"><failure message="expected 1" type="T">at ...</failure></testcase>
                  <testcase name="breaks"><error><![CDATA[
                    boom
                    at ...]]></error></testcase>
                </testsuite>
                <testcase name="rests"><skipped message="later"/></testcase>
                <testcase name="flaky"><flakyFailure message="once"/></testcase>
                <system-out>&lt;testcase/&gt;</system-out>
              </testsuite>
            </testsuites>
            """);

        Assert.Equal(new ReportCounts(Tests: 5, Failed: 2, Skipped: 1), report.Counts);
        Assert.Equal<JUnitFailure>(
            [new("outer / inner", "C.D", "fails", "expected 1", "src/d.cs", 12), new("outer / inner", "", "breaks", "boom", null, null)],
            report.Failures);
    }

    [Fact]
    public void A_test_that_failed_and_was_failed_again_counts_once()
    {
        var report = Read("<testsuite><testcase name='a'><failure message='1'/><error message='2'/><skipped/></testcase></testsuite>");

        Assert.Equal(new ReportCounts(1, 1, 0), report.Counts);
        Assert.Equal("1", Assert.Single(report.Failures).Message);
    }

    [Fact]
    public void An_empty_suite_has_no_tests() => Assert.Equal(new ReportCounts(0, 0, 0), Read("<testsuite/>").Counts);

    [Fact]
    public void Control_characters_that_writers_escape_are_taken() =>
        Assert.Equal(1, Read("<testsuite><testcase name='a'><failure message='&#x1b;[31mred'/></testcase></testsuite>").Counts.Failed);

    [Fact]
    public void Of_very_many_failures_the_first_are_kept_and_all_are_counted()
    {
        var many = string.Concat(Enumerable.Range(0, 1500).Select(i => $"<testcase name='t{i}'><failure message='{new string('m', 3000)}'/></testcase>"));

        var report = Read($"<testsuite>{many}</testsuite>");

        Assert.Equal(1500, report.Counts.Failed);
        Assert.Equal(JUnitReport.MaxFailures, report.Failures.Length);
        Assert.Equal(2000, report.Failures[0].Message.Length);
    }

    [Theory]
    [InlineData("", "Root element is missing")]
    [InlineData("not xml", "line 1")]
    [InlineData("<html/>", "the root is <html>")]
    [InlineData("<testsuite><testcase>", "line 1")]
    [InlineData("<!DOCTYPE t [<!ENTITY a 'b'>]><testsuite/>", "DTD")]
    public void What_is_no_report_is_said_and_not_thrown(string xml, string trouble)
    {
        Assert.False(JUnitReader.TryRead(Bytes(xml), out var report, out var said));

        Assert.Null(report);
        Assert.Contains(trouble, said, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Suites_without_end_are_refused_before_the_stack_is()
    {
        var deep = string.Concat(Enumerable.Repeat("<testsuite>", 100_000));

        Assert.False(JUnitReader.TryRead(Bytes(deep), out _, out var said));

        Assert.Contains("nested deeper than 64", said, StringComparison.Ordinal);
    }

    private static JUnitReport Read(string xml)
    {
        Assert.True(JUnitReader.TryRead(Bytes(xml), out var report, out var trouble), trouble);
        return report!;
    }

    private static MemoryStream Bytes(string xml) => new(Encoding.UTF8.GetBytes(xml));
}
