namespace Signalbox.Workflows.Durable;

/// <summary>What an instance may be called on every engine (provider-facts 7.2): 1 to 100 printable ASCII characters, fit for a table key.</summary>
public static class WorkflowInstanceId
{
    /// <summary>The longest id.</summary>
    public const int MaxLength = 100;

    /// <summary>Returns an id that may be used.</summary>
    /// <exception cref="ArgumentException">It may not.</exception>
    public static string Check(string id) =>
        id is { Length: > 0 and <= MaxLength } && id[0] != '@' && id.All(c => c is >= ' ' and <= '~' and not ('/' or '\\' or '#' or '?'))
            ? id
            : throw new ArgumentException(
                $"'{id}' is no instance id: 1 to {MaxLength} printable ASCII characters, none of them / \\ # ?, not beginning with @.", nameof(id));
}
