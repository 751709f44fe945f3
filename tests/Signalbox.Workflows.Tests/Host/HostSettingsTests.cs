using Microsoft.Extensions.Configuration;
using Signalbox.Core.Changes;
using Signalbox.Embedded.Host.Ownership;
using Signalbox.Embedded.Host.Settings;
using Xunit;

namespace Signalbox.Workflows.Tests.Host;

public sealed class HostSettingsTests
{
    private static readonly Repository OnDisk = new(Repository.LocalHost, RepositoryName.Parse("acme/app"), "/src/app/.git");
    private static readonly Repository Hosted = new("github.com", RepositoryName.Parse("acme/app"));
    private static readonly Repository Foreign = new("github.com", RepositoryName.Parse("acme/other"));

    [Fact]
    public void A_repository_on_disk_may_use_every_secret_that_has_a_value_and_others_only_what_is_listed_for_them()
    {
        var secrets = HostSecrets.From(Settings(
            ("Secrets:LISTED", "1"), ("Secrets:UNLISTED", "2"), ("Secrets:EMPTY", ""), ("Secrets:TWO:PARTS", "3"),
            ("Repositories:0:Name", "acme/app"), ("Repositories:0:Secrets:0", "LISTED"), ("Repositories:0:Secrets:1", "NO_VALUE")));

        Assert.Equal(("1", "2"), (secrets.Find(OnDisk, "LISTED"), secrets.Find(OnDisk, "UNLISTED")));
        Assert.Equal("3", secrets.Find(OnDisk, "TWO__PARTS"));
        Assert.Equal(("1", null), (secrets.Find(Hosted, "LISTED"), secrets.Find(Hosted, "UNLISTED")));
        Assert.Null(secrets.Find(Foreign, "LISTED"));
        Assert.False(secrets.Has(OnDisk, "EMPTY") || secrets.Has(Hosted, "NO_VALUE") || secrets.Has(OnDisk, "TWO:PARTS"));
    }

    [Fact]
    public void A_list_for_something_that_is_no_repository_names_the_setting()
    {
        var error = Assert.Throws<SettingsException>(() => HostSecrets.From(Settings(("Repositories:3:Name", "acme"))));
        Assert.Contains("Repositories__3__Name", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_in_the_data_directory_is_read_and_a_broken_one_is_named()
    {
        await using var scene = new HostScene();
        Directory.CreateDirectory(scene.Data.Path);
        var file = Path.Combine(scene.Data.Path, "appsettings.json");
        await File.WriteAllTextAsync(file, """{ "Slots": { "Max": 7 } }""");
        Assert.Equal("7", HostSettings.Read(scene.Data)["Slots:Max"]);

        await File.WriteAllTextAsync(file, "{ Slots");
        Assert.Contains(file, Assert.Throws<SettingsException>(() => HostSettings.Read(scene.Data)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/state", "/home/ada", "/state/signalbox")]
    [InlineData(null, "/home/ada", "/home/ada/.local/state/signalbox")]
    [InlineData("relative", "/home/ada", "/home/ada/.local/state/signalbox")]
    public void The_data_directory_is_where_the_platform_keeps_state(string? state, string home, string expected)
    {
        if (!OperatingSystem.IsLinux()) return; // elsewhere the platform's own folders are asked
        var directory = DataDirectory.Default(name => name switch { "XDG_STATE_HOME" => state, "HOME" => home, _ => null });
        Assert.Equal(expected, directory.Path);
    }

    private static IConfiguration Settings(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create<string, string?>(pair.Key, pair.Value))).Build();
}
