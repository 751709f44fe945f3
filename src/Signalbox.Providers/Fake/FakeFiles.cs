using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Xml;
using Signalbox.Core.Plans;
using Signalbox.Core.Results;

namespace Signalbox.Providers.Fake;

/// <summary>What a build leaves, as if in its checkout: the files of the settings, and the report of its pretended tests.</summary>
internal sealed class FakeFiles
{
    private readonly ReportCounts? tests;
    private readonly string? reportFile;
    private readonly IReadOnlyList<KeyValuePair<string, string>> files;

    public FakeFiles(FakeValues values, FakeOutcome outcome)
    {
        (reportFile, files) = (values.Text(FakeSettings.ReportFile), values.Texts(FakeSettings.Files));
        if (values.Number(FakeSettings.Tests) is not { } number) return;
        var failed = outcome == FakeOutcome.Fail ? values.Number(FakeSettings.Failed) ?? 0 : 0;
        tests = new(number, failed, values.Number(FakeSettings.Skipped) ?? 0);
    }

    /// <summary>The sum over the pretended tests and the right reports among the files; null when there is none.</summary>
    public ReportCounts? Count(ImmutableArray<Glob> reports) => files
        .Where(file => file.Key != reportFile && reports.Any(glob => glob.IsMatch(file.Key)))
        .Select(file => Read(file.Value))
        .Prepend(tests)
        .Aggregate((sum, counts) => counts is null ? sum : new(
            (sum?.Tests ?? 0) + counts.Tests, (sum?.Failed ?? 0) + counts.Failed, (sum?.Skipped ?? 0) + counts.Skipped));

    /// <summary>The files that one of the globs matches.</summary>
    public ImmutableSortedDictionary<string, string> Keep(ImmutableArray<Glob> globs)
    {
        var all = files.ToImmutableSortedDictionary(StringComparer.Ordinal);
        if (tests is not null && reportFile is not null) all = all.SetItem(reportFile, Write(tests));
        return all.RemoveRange(all.Keys.Where(path => !globs.Any(glob => glob.IsMatch(path))));
    }

    private static ReportCounts? Read(string xml)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(xml));
        return JUnitReader.TryRead(stream, out var report, out _) ? report!.Counts : null;
    }

    private static string Write(ReportCounts counts)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new() { Indent = true, OmitXmlDeclaration = true, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("testsuite");
            xml.WriteAttributeString("name", FakeSettings.ProviderName);
            foreach (var (name, count) in ((string, int)[])[("tests", counts.Tests), ("failures", counts.Failed), ("skipped", counts.Skipped)])
                xml.WriteAttributeString(name, count.ToString(CultureInfo.InvariantCulture));
            for (var i = 0; i < counts.Tests; i++)
            {
                xml.WriteStartElement("testcase");
                xml.WriteAttributeString("classname", FakeSettings.ProviderName);
                xml.WriteAttributeString("name", FormattableString.Invariant($"test {i + 1}"));
                if (i < counts.Failed)
                {
                    xml.WriteStartElement("failure");
                    xml.WriteAttributeString("message", "this test fails in the rehearsal");
                    xml.WriteEndElement();
                }
                else if (i < counts.Failed + counts.Skipped)
                {
                    xml.WriteElementString("skipped", "");
                }

                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        return text.ToString();
    }
}
