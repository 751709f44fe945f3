using System.Globalization;

namespace Signalbox.Http.Logs;

/// <summary>A piece of a log that is followed.</summary>
/// <param name="Attempt">Whose it is.</param>
/// <param name="Position">Where it begins, in bytes.</param>
/// <param name="Text">What was written; ends anywhere, but never within a character.</param>
public sealed record LogPiece(int Attempt, long Position, string Text);

/// <summary>A place in the logs of a task's attempts: the id of the server-sent event that ended there.</summary>
/// <param name="Attempt">The attempt.</param>
/// <param name="Position">In bytes.</param>
public readonly record struct LogPlace(int Attempt, long Position)
{
    /// <summary>Reads `attempt:position`.</summary>
    public static bool TryParse(string text, out LogPlace place)
    {
        place = default;
        if (text.Split(':') is not [var attempt, var position]
            || !int.TryParse(attempt, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || !long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var at))
            return false;
        place = new(number, at);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Attempt}:{Position}");
}
