using System.Security.Cryptography;
using System.Text;
using Signalbox.GitHub.App;
using Signalbox.GitHub.Webhooks;
using Xunit;

namespace Signalbox.GitHub.Tests.Webhooks;

public sealed class SignatureTests
{
    private const string Secret = "It's a Secret to Everybody";
    private const string Right = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
    private static readonly byte[] Body = "Hello, World!"u8.ToArray();

    private static GitHubSignature Signature(string secret, string? previous = null) =>
        new(new GitHubOptions { WebhookSecret = secret, WebhookSecretPrevious = previous });

    [Fact]
    public void The_example_of_GitHubs_documentation_is_valid() =>
        Assert.IsType<SignatureResult.Valid>(Signature(Secret).Check(Body, Right, null));

    [Fact]
    public void While_a_secret_is_changed_the_old_and_the_new_one_are_taken()
    {
        Assert.IsType<SignatureResult.Valid>(Signature("new", Secret).Check(Body, Right, null));
        Assert.IsType<SignatureResult.Valid>(Signature(Secret, "old").Check(Body, Right, null));
        Assert.IsType<SignatureResult.Invalid>(Signature("new", "old").Check(Body, Right, null));
    }

    [Fact]
    public void A_body_changed_in_any_one_bit_is_refused()
    {
        var signature = Signature(Secret);
        for (var bit = 0; bit < Body.Length * 8; bit++)
        {
            var changed = Body.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.IsType<SignatureResult.Invalid>(signature.Check(changed, Right, null));
        }
    }

    [Theory]
    [InlineData(null, "missing")]
    [InlineData("", "missing")]
    [InlineData("757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", "sha256=")]
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e", "64 hexadecimal")]
    [InlineData("sha256=zz7107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", "64 hexadecimal")]
    [InlineData("sha256=657107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", "does not fit")]
    public void A_missing_malformed_or_wrong_signature_is_refused_with_the_reason(string? header, string reason)
    {
        var invalid = Assert.IsType<SignatureResult.Invalid>(Signature(Secret).Check(Body, header, null));
        Assert.Contains(reason, invalid.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, invalid.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void SHA_1_alone_is_refused_even_when_it_is_right()
    {
#pragma warning disable CA5350 // GitHub still sends it; the test shows that it does not help.
        var sha1 = "sha1=" + Convert.ToHexStringLower(HMACSHA1.HashData(Encoding.UTF8.GetBytes(Secret), Body));
#pragma warning restore CA5350
        var invalid = Assert.IsType<SignatureResult.Invalid>(Signature(Secret).Check(Body, null, sha1));
        Assert.Contains("SHA-1", invalid.Reason, StringComparison.Ordinal);
    }
}
