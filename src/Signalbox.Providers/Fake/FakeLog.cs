using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Signalbox.Core.Results;

namespace Signalbox.Providers.Fake;

/// <summary>
/// The log of a build, spread evenly over its duration. Lines and their times follow from the build, so whoever writes them writes the
/// same bytes: what is there already is passed over. One caller at a time.
/// </summary>
internal sealed class FakeLog(FakeBuild build, ImmutableArray<string> lines, IResultStore results)
{
    private const int BatchSize = 64 * 1024;
    private readonly int count = lines.IsEmpty ? build.Script.LogLines : lines.Length;
    private readonly ArrayBufferWriter<byte> batch = new();
    private int next;
    private long offset;

    /// <summary>When the next line is written; null when all are.</summary>
    public DateTimeOffset? NextDue => next < count ? DueAt(next) : null;

    /// <summary>The lines that the settings have written out.</summary>
    public static ImmutableArray<string> Lines(FakeValues values) =>
        [.. values.List(FakeSettings.Log).SelectMany(text => text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))];

    /// <summary>Appends what is due until a time. After an error the same call goes on where it ended.</summary>
    public async Task AppendAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        if (NextDue is not { } due || due > until) return;
        var length = await results.LogLengthAsync(build.Key, cancellationToken) ?? 0;
        while (NextDue <= until)
        {
            batch.ResetWrittenCount();
            var after = next;
            for (; after < count && DueAt(after) <= until && batch.WrittenCount < BatchSize; after++) Render(after);
            var end = offset + batch.WrittenCount;
            while (length < end)
            {
                if (length < offset)
                {
                    // It was deleted behind us, and nobody wants the rest.
                    next = count;
                    return;
                }

                length = await results.AppendLogAsync(build.Key, length, batch.WrittenMemory[(int)(length - offset)..], cancellationToken);
            }

            (next, offset) = (after, end);
        }
    }

    private DateTimeOffset DueAt(int line) =>
        build.StartsAt.AddMilliseconds((long)build.Script.Duration.TotalMilliseconds * line / count);

    private void Render(int line)
    {
        var stamp = DueAt(line).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z '", CultureInfo.InvariantCulture);
        batch.Write(Encoding.UTF8.GetBytes(stamp));
        batch.Write(Encoding.UTF8.GetBytes(lines.IsEmpty ? FormattableString.Invariant($"line {line + 1} of {count}") : lines[line]));
        batch.Write("\n"u8);
    }
}
