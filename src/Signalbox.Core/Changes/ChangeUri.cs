using System.Text.Json.Serialization;
using Signalbox.Core.Json;

namespace Signalbox.Core.Changes;

/// <summary>
/// The identity of something that somebody wants landed. Parsed strictly, canonical form only, round-trips byte for byte:
/// `github://{host}/{owner}/{repo}/pull/{n}/{head_sha}` or `git://{host}/{owner}/{repo}/{percent-encoded ref}/{sha}`.
/// </summary>
[JsonConverter(typeof(ParsableJsonConverter<ChangeUri>))]
public readonly record struct ChangeUri : IParsable<ChangeUri>
{
    private readonly string? value;

    private ChangeUri(string value) => this.value = value;

    /// <summary>The text.</summary>
    public string Value => value ?? "";

    /// <summary>Makes the URI of a ref of a repository on disk.</summary>
    /// <param name="repository">`owner/name`.</param>
    /// <param name="reference">A full ref name, or `HEAD` for a detached one.</param>
    /// <param name="sha">Its commit.</param>
    public static ChangeUri ForRef(RepositoryName repository, string reference, CommitSha sha) =>
        new($"git://{Repository.LocalHost}/{repository}/{Uri.EscapeDataString(reference)}/{sha}");

    /// <summary>Makes the URI of a ref of a repository, wherever it is.</summary>
    public static ChangeUri ForRef(Repository repository, string reference, CommitSha sha) =>
        new($"git://{repository.Host}/{repository.Name}/{Uri.EscapeDataString(reference)}/{sha}");

    /// <summary>Makes the URI of a pull request at a head.</summary>
    public static ChangeUri ForPullRequest(string host, RepositoryName repository, int number, CommitSha head) =>
        new($"github://{host}/{repository}/pull/{number}/{head}");

    /// <summary>Reads the canonical form.</summary>
    /// <exception cref="FormatException">The text is anything else; the message shows the two forms.</exception>
    public static ChangeUri Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var uri)
            ? uri
            : throw new FormatException(
                $"'{s}' is not a change: expected github://host/owner/repo/pull/1/sha or git://host/owner/repo/ref/sha in canonical form.");

    /// <inheritdoc/>
    public static bool TryParse(string? s, IFormatProvider? provider, out ChangeUri result)
    {
        result = default;
        var parts = s?.Split('/');
        var right = parts switch
        {
            ["github:", "", { Length: > 0 }, { Length: > 0 } owner, { Length: > 0 } repo, "pull", var number, var sha] =>
                IsName(owner) && IsName(repo) && IsNumber(number) && IsSha(sha),
            ["git:", "", { Length: > 0 }, .. { Length: >= 2 } names, { Length: > 0 } reference, var sha] =>
                names.All(IsName) && IsReference(reference) && IsSha(sha),
            _ => false,
        };
        if (right) result = new(s!);
        return right;
    }

    /// <summary>For people: `owner/repo#42`, or `repo:name` for a branch; a host other than the default one stands in front.</summary>
    /// <param name="defaultHost">The host that needs no mention, besides `local`.</param>
    public string Display(string defaultHost = "github.com")
    {
        if (Value.Length == 0) return "";
        var parts = Value.Split('/');
        var prefix = parts[2] == defaultHost || parts[2] == Repository.LocalHost ? "" : parts[2] + "/";
        if (parts[0] == "github:") return $"{prefix}{parts[3]}/{parts[4]}#{parts[6]}";
        var reference = Uri.UnescapeDataString(parts[^2]);
        return $"{prefix}{parts[^3]}:{(reference.StartsWith("refs/heads/", StringComparison.Ordinal) ? reference[11..] : reference)}";
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static bool IsName(string text) => text.Length > 0 && text is not ("." or "..") && !text.Any(char.IsControl);

    // A full name only: of `…/refs/heads/main/{sha}`, whose slashes somebody forgot to encode, `main` would be the ref of another repository.
    private static bool IsReference(string text) =>
        Uri.UnescapeDataString(text) is var name && Uri.EscapeDataString(name) == text
        && (name == "HEAD" || (name.StartsWith("refs/", StringComparison.Ordinal) && name.Length > 5));

    private static bool IsNumber(string text) => text is [>= '1' and <= '9', ..] && text.Length < 10 && text.All(char.IsAsciiDigit);

    private static bool IsSha(string text) => CommitSha.TryParse(text, null, out var sha) && sha.Value == text;
}
