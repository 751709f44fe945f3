using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Signalbox.Core.Builds;
using Signalbox.Core.Changes;
using Xunit;

namespace Signalbox.Core.Tests.Changes;

public sealed class IdentifierJsonTests
{
    [Fact]
    public void Identifiers_are_strings_in_JSON_and_come_back_the_same() =>
        Prop.ForAll(Identifiers.Repositories, Identifiers.Refs, Identifiers.Shas, (repository, reference, sha) =>
        {
            RoundTrips(repository, repository.Value);
            RoundTrips(sha, sha.Value);
            RoundTrips(ChangeUri.ForRef(repository, reference, sha), ChangeUri.ForRef(repository, reference, sha).Value);
            RoundTrips(BuildId.Parse($"b-{sha.Abbreviated}"), $"b-{sha.Abbreviated}");
        }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void They_are_keys_of_maps_too()
    {
        var map = new Dictionary<BuildId, int> { [BuildId.Parse("b-1")] = 7 };
        Assert.Equal("""{"b-1":7}""", JsonSerializer.Serialize(map));
        Assert.Equal(map, JsonSerializer.Deserialize<Dictionary<BuildId, int>>("""{"b-1":7}"""));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Dictionary<BuildId, int>>("""{"b 1":7}"""));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\"HEAD\"")]
    public void A_text_that_is_none_is_refused_and_the_message_says_what_it_should_be(string json)
    {
        Assert.Contains("is not a CommitSha", Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<CommitSha>(json)).Message, StringComparison.Ordinal);
        Assert.Contains("is not a ChangeUri", Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ChangeUri>(json)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_is_no_identifier() => Assert.ThrowsAny<Exception>(() => JsonSerializer.Deserialize<BuildId>("7"));

    [Fact]
    public void Absent_is_not_the_empty_identifier()
    {
        Assert.Null(JsonSerializer.Deserialize<CommitSha?>("null"));
        Assert.Equal("null", JsonSerializer.Serialize<CommitSha?>(null));
    }

    private static void RoundTrips<T>(T value, string text)
        where T : struct
    {
        var json = JsonSerializer.Serialize(value);
        Assert.Equal(text, JsonSerializer.Deserialize<string>(json));
        Assert.Equal(value, JsonSerializer.Deserialize<T>(json));
    }
}
