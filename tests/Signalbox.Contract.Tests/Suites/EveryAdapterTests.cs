using System.Reflection;
using Signalbox.Core.Builds;
using Signalbox.Core.Providers;
using Signalbox.Embedded.Sqlite;
using Signalbox.Git.Forges;
using Signalbox.Testing.Clocks;
using Xunit;

namespace Signalbox.Contract.Tests.Suites;

public sealed class EveryAdapterTests
{
    /// <summary>What implements an interface of Core and is no adapter of a port, and why.</summary>
    private static readonly Dictionary<string, string> Exempt = new(StringComparer.Ordinal)
    {
        ["IPushesReports"] = "a capability of build providers, in their suite",
        ["IProviderSettings"] = "a part of a build provider, in its suite",
        ["NoBuilds"] = "stands for a data directory in which nothing was ever built, and keeps nothing",
        ["RecordedReports"] = "a test's ear: it writes down what it hears",
        ["ScriptedProvider"] = "says what its test tells it to say, the wrong thing included",
        ["ScriptedForge"] = "says what its test tells it to say, the wrong thing included",
    };

    private static readonly Assembly[] Homes =
    [
        typeof(SqliteDatabase).Assembly, typeof(LocalForge).Assembly, typeof(Signalbox.Providers.Process.ProcessProvider).Assembly, typeof(ManualClock).Assembly,
    ];

    [Fact]
    public void Every_adapter_of_a_port_has_a_contract_suite()
    {
        var suites = typeof(EveryAdapterTests).Assembly.GetTypes().Where(type => !type.IsAbstract && type.GetCustomAttribute<CoversAttribute>() is not null)
            .SelectMany(suite => Ports(suite).Select(port => (suite.GetCustomAttribute<CoversAttribute>()!.Adapter, port))).ToHashSet();
        var missing = from home in Homes
                      from adapter in home.GetTypes()
                      where adapter is { IsClass: true, IsAbstract: false } && !Exempt.ContainsKey(adapter.Name)
                      from port in adapter.GetInterfaces()
                      where port.Assembly == typeof(BuildId).Assembly && port.IsPublic && !Exempt.ContainsKey(port.Name)
                      where !suites.Contains((adapter, port))
                      select $"{adapter.Name} implements {port.Name}: inherit its contract and mark the suite [Covers(typeof({adapter.Name}))].";

        Assert.Empty(missing);
    }

    [Fact]
    public void The_look_at_adapters_sees_them()
    {
        Assert.Contains(typeof(IProviderBuildIndex), Ports(typeof(Contract.Tests.Providers.SqliteProviderBuildIndexTests)));
        Assert.All(Exempt.Keys, name => Assert.Contains(Homes.Append(typeof(BuildId).Assembly).SelectMany(home => home.GetTypes()), type => type.Name == name));
    }

    /// <summary>The ports whose contract a suite inherits.</summary>
    private static IEnumerable<Type> Ports(Type suite) => suite.GetInterfaces()
        .Where(mark => mark.IsGenericType && mark.GetGenericTypeDefinition() == typeof(IContractOf<>)).Select(mark => mark.GetGenericArguments()[0]);
}
