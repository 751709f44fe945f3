using System.Collections.Immutable;
using Signalbox.Core.Events;
using Signalbox.Core.Plans.Policies;
using Signalbox.Core.Providers;

namespace Signalbox.Core.Plans.Schema;

/// <summary>The main file. Built anew for the providers of a host, since the keys of a blueprint depend on them.</summary>
internal sealed class ConfigurationShape
{
    private static readonly Key<int> Version = new("version", new IntegerShape(1, 1), "The version of this format.", 1);

    private static readonly Key<StagedPlan> Plan = new("plan", PlanShape.Plan, "What a build does.", required: true);

    private static readonly Key<StagedPlan> QueuePlan = new(
        "queuePlan", PlanShape.Plan, "What a queue's candidates build; without it, the plan.");

    private static readonly Key<ImmutableArray<QueuePolicy>> Queues = new(
        "queues", new ListShape<QueuePolicy>(QueueKeys.Queue, "queue", queue => queue.Branch.Value),
        "One queue for each target branch. Pull requests to other branches get builds, no queue. Counts only on the target branch.", []);

    private static readonly ListShape<string> Globs = new(Texts.Pattern, "glob");

    private static readonly Key<ImmutableArray<string>> Paths = new("paths", Globs, "Globs of the target's files.", []);

    private static readonly Key<ImmutableArray<Located<string>>> Needs = new(
        "needs", new ListShape<Located<string>>(new LocatedShape<string>(Texts.NotEmpty), "target", need => need.Value),
        "Targets that it is built from.", []);

    private static readonly Key<ImmutableArray<KeyValuePair<Located<string>, Target>>> Targets = new(
        "targets",
        new MapShape<Target>(Texts.Name, new SectionShape<Target>("a target", [Paths, Needs], section => new(section.Get(Paths), section.Get(Needs)))),
        "Parts of the repository, for queues with `conflicts: targets`. Counts only on the target branch.", []);

    private static readonly Key<ImmutableArray<string>> Barrier = new(
        "barrier", Globs, "Globs of files whose change conflicts with everything. Counts only on the target branch.", []);

    private static readonly Key<Located<string>> Use = new(
        "use", new LocatedShape<string>(Texts.NotEmpty), "The plugin's name.", required: true);

    private static readonly Key<string> Url = new("url", Texts.NotEmpty, "Where it posts. `${NAME}` stands for a secret.");

    private static readonly Key<ImmutableArray<string>> Events = new(
        "events", new ListShape<string>(new WordShape<string>("an event", EventWords), "event", word => word),
        "Which events it hears of; empty: all.", []);

    private static readonly Key<ImmutableArray<PluginUse>> Plugins = new(
        "plugins",
        new ListShape<PluginUse>(
            new SectionShape<PluginUse>("a plugin", [Use, Url, Events], section => new(section.Get(Use), section.Get(Url), section.Get(Events))), "plugin"),
        "Subscribers to events. Counts only on the target branch.", []);

    private readonly Key<ImmutableArray<KeyValuePair<Located<string>, Blueprint>>> blueprints;

    public ConfigurationShape(IReadOnlyList<IProviderSettings> providers)
    {
        Blueprint = new(providers);
        blueprints = new(
            "blueprints", new MapShape<Blueprint>(Texts.Name, Blueprint),
            "The tasks that plans can name. Each may have a file of its own instead: .signalbox/blueprints/NAME.yml.", []);
        Main = new(
            "the configuration", [Version, blueprints, Plan, QueuePlan, Queues, Targets, Barrier, Plugins], Build);
    }

    /// <summary>A blueprint, in the main file and in files of their own.</summary>
    public BlueprintShape Blueprint { get; }

    /// <summary>The main file.</summary>
    public SectionShape<Configuration> Main { get; }

    /// <summary>The events of builds, and those of queues as product.md names them.</summary>
    private static ImmutableArray<KeyValuePair<string, string>> EventWords =>
    [
        .. Enum.GetValues<EventType>().Select(Words.NameOf)
            .Union(
            [
                "CHANGE_ENQUEUED", "CHANGE_WAITING", "CANDIDATE_MADE", "CANDIDATE_CONFLICTED", "CANDIDATE_PASSED", "CANDIDATE_FAILED",
                "CANDIDATE_CANCELLED", "CANDIDATE_LOST", "CHANGE_LANDED", "CHANGE_EJECTED", "CHANGE_WITHDRAWN", "CHANGE_PICKED",
                "CHANGE_HELD", "CHANGE_UNHELD", "CHANGE_PRIORITY", "CHECK_OVERRIDDEN", "QUEUE_PAUSED", "QUEUE_RESUMED", "QUEUE_FROZEN",
                "QUEUE_UNFROZEN", "TIP_MOVED", "SWEEP_REPAIRED",
            ])
            .Select(word => KeyValuePair.Create(word, word)),
    ];

    private Configuration Build(Section section) => new()
    {
        Version = section.Get(Version),
        Blueprints = section.Get(blueprints).ToImmutableSortedDictionary(
            one => one.Key.Value, one => one.Value with { Name = one.Key }, StringComparer.Ordinal),
        Plan = section.Get(Plan),
        QueuePlan = section.Get(QueuePlan),
        Queues = section.Get(Queues),
        Targets = section.Get(Targets).ToImmutableSortedDictionary(one => one.Key.Value, one => one.Value, StringComparer.Ordinal),
        Barrier = section.Get(Barrier),
        Plugins = section.Get(Plugins),
    };
}
