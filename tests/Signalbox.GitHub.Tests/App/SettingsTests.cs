using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Signalbox.GitHub.Api;
using Signalbox.GitHub.App;
using Signalbox.GitHub.Tests.Servers;
using Xunit;

namespace Signalbox.GitHub.Tests.App;

public sealed class SettingsTests
{
    private static Dictionary<string, string?> Right() => new(StringComparer.Ordinal)
    {
        ["GitHub:AppId"] = "123",
        ["GitHub:PrivateKey"] = GitHubScene.PrivateKey,
        ["GitHub:WebhookSecret"] = GitHubScene.WebhookSecret,
    };

    private static string? Problem(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        using var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddLogging().AddGitHub(configuration).BuildServiceProvider();
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
            services.GetRequiredService<GitHubClient>();
            return null;
        }
        catch (OptionsValidationException e)
        {
            return e.Message;
        }
    }

    [Fact]
    public void An_App_needs_a_number_a_key_and_a_webhook_secret_and_nothing_more() => Assert.Null(Problem(Right()));

    [Fact]
    public void A_key_may_stand_in_one_line()
    {
        var settings = Right();
        settings["GitHub:PrivateKey"] = GitHubScene.PrivateKey.ReplaceLineEndings("\\n");
        Assert.Null(Problem(settings));
        settings["GitHub:PrivateKey"] = GitHubScene.PrivateKey.ReplaceLineEndings("\\r\\n");
        Assert.Null(Problem(settings));
    }

    [Fact]
    public void A_key_may_stand_in_a_file()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, GitHubScene.PrivateKey);
            var settings = Right();
            settings.Remove("GitHub:PrivateKey");
            settings["GitHub:PrivateKeyPath"] = file;
            Assert.Null(Problem(settings));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("AppId", null, "GitHub__AppId has to be the App's number, such as 123456")]
    [InlineData("AppId", "signalbox", "GitHub__AppId has to be the App's number, such as 123456")]
    [InlineData("AppId", "１２３", "GitHub__AppId has to be the App's number, such as 123456")]
    [InlineData("PrivateKey", null, "GitHub__PrivateKey or GitHub__PrivateKeyPath is needed, and not both")]
    [InlineData("PrivateKey", "planted-nonsense", "GitHub__PrivateKey cannot be read as a key")]
    [InlineData("PrivateKeyPath", "/planted", "GitHub__PrivateKey or GitHub__PrivateKeyPath is needed, and not both")]
    [InlineData("WebhookSecret", null, "GitHub__WebhookSecret is missing")]
    [InlineData("WebhookSecret", " ", "GitHub__WebhookSecret is missing")]
    [InlineData("WebhookSecretPrevious", "", "GitHub__WebhookSecretPrevious is empty")]
    [InlineData("ClientSecret", "planted", "GitHub__ClientId and GitHub__ClientSecret belong together")]
    [InlineData("ApiUrl", "planted", "GitHub__ApiUrl has to be an address such as https://api.github.com")]
    [InlineData("ApiUrl", "http://github.example.com/api/v3", "GitHub__ApiUrl has to begin with https://")]
    [InlineData("ApiUrl", "https://me:planted@github.example.com/api/v3", "GitHub__ApiUrl may have no user, query or fragment")]
    [InlineData("WebUrl", "ftp://github.com", "GitHub__WebUrl has to be an address such as https://github.com")]
    public void A_wrong_setting_is_named_with_what_is_right_and_its_value_is_not_shown(string setting, string? value, string expected)
    {
        var settings = Right();
        settings[$"GitHub:{setting}"] = value;
        var problem = Problem(settings);
        Assert.Contains(expected, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_public_key_and_a_short_one_are_no_keys_of_an_App()
    {
        using var strong = RSA.Create(2048);
        var settings = Right();
        settings["GitHub:PrivateKey"] = strong.ExportRSAPublicKeyPem();
        Assert.Contains("GitHub__PrivateKey cannot be read as a key", Problem(settings), StringComparison.Ordinal);
#pragma warning disable CA5385 // a weak key is what the test is about
        using var weak = RSA.Create(1024);
#pragma warning restore CA5385
        settings["GitHub:PrivateKey"] = weak.ExportRSAPrivateKeyPem();
        Assert.Contains("1024 bits", Problem(settings), StringComparison.Ordinal);
    }

    [Fact]
    public void All_problems_are_told_at_once()
    {
        var problem = Problem(new(StringComparer.Ordinal) { ["GitHub:ApiUrl"] = "x" });
        Assert.All((string[])["GitHub__AppId", "GitHub__PrivateKey", "GitHub__WebhookSecret", "GitHub__ApiUrl"], name => Assert.Contains(name, problem, StringComparison.Ordinal));
    }

    [Fact]
    public void Without_settings_of_an_App_there_is_none()
    {
        var configuration = new ConfigurationBuilder().Build();
        Assert.False(GitHubRegistration.IsConfigured(configuration));
        Assert.Empty(new ServiceCollection().AddGitHub(configuration));
    }

    [Theory]
    [InlineData("https://api.github.com", "https://api.github.com/", "https://api.github.com/graphql", "github.com")]
    [InlineData("https://github.example.com/api/v3/", "https://github.example.com/api/v3/", "https://github.example.com/api/graphql", "github.example.com")]
    [InlineData("https://api.acme.ghe.com", "https://api.acme.ghe.com/", "https://api.acme.ghe.com/graphql", "acme.ghe.com")]
    [InlineData("http://127.0.0.1:5080", "http://127.0.0.1:5080/", "http://127.0.0.1:5080/graphql", "127.0.0.1:5080")]
    public void The_address_of_the_API_tells_the_others(string api, string rest, string graph, string host)
    {
        var addresses = GitHubAddresses.Of(new() { ApiUrl = api });
        Assert.Equal((rest, graph, host), (addresses.Rest.AbsoluteUri, addresses.GraphQL.AbsoluteUri, addresses.Host));
    }
}
