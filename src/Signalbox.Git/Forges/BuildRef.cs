namespace Signalbox.Git.Forges;

/// <summary>The refs that keep our merges from being pruned.</summary>
internal static class BuildRef
{
    /// <summary>`refs/signalbox/builds/{id}`.</summary>
    /// <exception cref="ArgumentException">The id is not one of a build.</exception>
    public static string For(string id)
    {
        if (!Core.Builds.BuildId.TryParse(id, null, out _))
            throw new ArgumentException($"'{id}' cannot name a ref: 1 to 64 letters, digits, '.', '_' or '-'.", nameof(id));
        return "refs/signalbox/builds/" + (IsRefName(id) ? id : id.Replace(".", "%2E", StringComparison.Ordinal));
    }

    // What git forbids of a part of a ref's name and a build id may be; `%` is in no id, so two ids never share a ref.
    private static bool IsRefName(string id) =>
        id[0] != '.' && id[^1] != '.' && !id.Contains("..", StringComparison.Ordinal) && !id.EndsWith(".lock", StringComparison.Ordinal);
}
