using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Signalbox.Embedded.Host.Sockets;

/// <summary>JSON values on a stream, one a line.</summary>
internal sealed class JsonLines(Stream stream) : IAsyncDisposable
{
    /// <summary>Far above any request; a peer that sends more is not one of ours.</summary>
    public const int LongestLine = 1 << 20;

    private readonly PipeReader reader = PipeReader.Create(stream);

    /// <summary>The next value; null at the end of the stream.</summary>
    /// <exception cref="JsonException">The line is no such value; the next one can be read.</exception>
    /// <exception cref="LineTooLongException">Nothing more can be read.</exception>
    public async Task<T?> ReadAsync<T>(JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } end)
            {
                try
                {
                    return Parse(buffer.Slice(0, end), type);
                }
                finally
                {
                    reader.AdvanceTo(buffer.GetPosition(1, end));
                }
            }

            if (buffer.Length > LongestLine) throw new LineTooLongException();
            reader.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted) return null;
        }
    }

    public async Task WriteAsync<T>(T value, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(value, type), (byte)'\n'];
        await stream.WriteAsync(line, cancellationToken);
    }

    public ValueTask DisposeAsync() => reader.CompleteAsync(); // which closes the stream

    private static T Parse<T>(ReadOnlySequence<byte> line, JsonTypeInfo<T> type)
    {
        if (line.Length > LongestLine) throw new LineTooLongException();
        var json = new Utf8JsonReader(line);
        return JsonSerializer.Deserialize(ref json, type) ?? throw new JsonException("A value is missing.");
    }
}

/// <summary>A line has more bytes than any message.</summary>
internal sealed class LineTooLongException() : Exception($"A line is longer than {JsonLines.LongestLine} bytes.");
