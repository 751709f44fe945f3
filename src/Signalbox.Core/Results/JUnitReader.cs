using System.Collections.Immutable;
using System.Globalization;
using System.Xml;

namespace Signalbox.Core.Results;

/// <summary>
/// Reads JUnit XML, which a task's tests wrote and nobody vouches for: no DTD, nothing fetched, limits on size and depth. Root is
/// `testsuites` or `testsuite`; a test case failed when it has a `failure` or `error` child, was skipped when it has a `skipped` one.
/// </summary>
public sealed class JUnitReader
{
    private const int MaxMessage = 2000;
    private readonly ImmutableArray<JUnitFailure>.Builder failures = ImmutableArray.CreateBuilder<JUnitFailure>();
    private readonly List<string> suites = [];
    private int tests;
    private int failed;
    private int skipped;

    private JUnitReader()
    {
    }

    /// <summary>Reads a whole file.</summary>
    /// <param name="xml">Its bytes; read to the end, not closed.</param>
    /// <param name="report">What it says; null when it is no right report.</param>
    /// <param name="trouble">Then: what is wrong and where, else null.</param>
    public static bool TryRead(Stream xml, out JUnitReport? report, out string? trouble)
    {
        (report, trouble) = (null, null);
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = JUnitReport.MaxLength,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            // Tests print control characters, and writers escape them though XML 1.0 forbids it.
            CheckCharacters = false,
        };
        try
        {
            using var reader = XmlReader.Create(xml, settings);
            var all = new JUnitReader();
            reader.MoveToContent();
            if (reader.Name is not ("testsuites" or "testsuite")) trouble = $"the root is <{reader.Name}>, not <testsuites> or <testsuite>";
            else trouble = all.ReadSuite(reader);
            if (trouble is null) report = new(new(all.tests, all.failed, all.skipped), all.failures.DrainToImmutable());
        }
        catch (XmlException e)
        {
            trouble = e.Message;
        }

        return report is not null;
    }

    private string? ReadSuite(XmlReader reader)
    {
        if (reader.Depth > JUnitReport.MaxDepth) return $"suites are nested deeper than {JUnitReport.MaxDepth}";
        if (reader.IsEmptyElement) return null;
        var depth = reader.Depth;
        suites.Add(reader.GetAttribute("name") ?? "");
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType != XmlNodeType.Element || reader.Depth != depth + 1) continue;
            if (reader.Name == "testsuite" && ReadSuite(reader) is { } trouble) return trouble;
            if (reader.Name == "testcase") ReadCase(reader);
        }

        suites.RemoveAt(suites.Count - 1);
        return null;
    }

    private void ReadCase(XmlReader reader)
    {
        tests++;
        var failure = new JUnitFailure(
            string.Join(" / ", suites.Where(name => name.Length > 0)),
            reader.GetAttribute("classname") ?? "",
            reader.GetAttribute("name") ?? "",
            "",
            reader.GetAttribute("file"),
            int.TryParse(reader.GetAttribute("line"), NumberStyles.None, CultureInfo.InvariantCulture, out var line) ? line : null);
        string? message = null;
        var wasSkipped = false;
        if (!reader.IsEmptyElement)
        {
            var depth = reader.Depth;
            while (reader.Read() && reader.Depth > depth)
            {
                if (reader.NodeType != XmlNodeType.Element || reader.Depth != depth + 1) continue;
                if (reader.Name == "skipped") wasSkipped = true;
                if (reader.Name is "failure" or "error") message ??= ReadMessage(reader);
            }
        }

        if (message is null)
        {
            skipped += wasSkipped ? 1 : 0;
            return;
        }

        failed++;
        if (failures.Count < JUnitReport.MaxFailures) failures.Add(failure with { Message = message });
    }

    private static string ReadMessage(XmlReader reader)
    {
        var message = reader.GetAttribute("message") ?? "";
        if (message.Length == 0 && !reader.IsEmptyElement)
        {
            var depth = reader.Depth;
            while (reader.Read() && reader.Depth > depth)
                if (message.Length == 0 && (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA))
                    message = reader.Value.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault("");
        }

        return message.Length > MaxMessage ? message[..MaxMessage] : message;
    }
}
