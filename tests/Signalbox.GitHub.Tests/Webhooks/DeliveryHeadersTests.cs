using Signalbox.GitHub.Webhooks;
using Xunit;

namespace Signalbox.GitHub.Tests.Webhooks;

public sealed class DeliveryHeadersTests
{
    private static Dictionary<string, string> Right() => new(StringComparer.OrdinalIgnoreCase)
    {
        ["X-GitHub-Event"] = "pull_request",
        ["X-GitHub-Delivery"] = "72d3162e-cc78-11e3-81ab-4c9367dc0958",
        ["X-Hub-Signature-256"] = "sha256=00",
        ["X-GitHub-Hook-Installation-Target-Type"] = "integration",
        ["X-GitHub-Hook-Installation-Target-ID"] = "123",
        ["Content-Type"] = "application/json; charset=utf-8",
    };

    [Fact]
    public void The_headers_of_a_delivery_are_read()
    {
        Assert.True(DeliveryHeaders.TryRead(Right().GetValueOrDefault, out var headers, out var problem));
        Assert.Null(problem);
        Assert.Equal(
            new("pull_request", Guid.Parse("72d3162e-cc78-11e3-81ab-4c9367dc0958"), "sha256=00", null, "integration", 123), headers);
    }

    [Theory]
    [InlineData("X-GitHub-Event", null, "X-GitHub-Event")]
    [InlineData("X-GitHub-Event", "../etc", "X-GitHub-Event")]
    [InlineData("X-GitHub-Delivery", null, "X-GitHub-Delivery")]
    [InlineData("X-GitHub-Delivery", "72d3162e", "X-GitHub-Delivery")]
    [InlineData("Content-Type", null, "application/json")]
    [InlineData("Content-Type", "application/x-www-form-urlencoded", "choose that as the content type in the webhook's settings")]
    public void A_header_that_is_missing_or_wrong_is_named(string name, string? value, string expected)
    {
        var given = Right();
        if (value is null) given.Remove(name);
        else given[name] = value;
        Assert.False(DeliveryHeaders.TryRead(given.GetValueOrDefault, out _, out var problem));
        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }
}
