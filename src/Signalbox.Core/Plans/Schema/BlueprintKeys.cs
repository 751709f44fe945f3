using System.Collections.Immutable;
using Signalbox.Core.Builds;

namespace Signalbox.Core.Plans.Schema;

/// <summary>The keys that every blueprint may have, whatever its provider.</summary>
internal static class BlueprintKeys
{
    /// <summary>What a blueprint without the key runs on.</summary>
    public const string DefaultProvider = "process";

    /// <summary>Providers that the product has; a host may lack some of them.</summary>
    public static readonly ImmutableArray<string> KnownProviders =
        [DefaultProvider, "buildkite", "jenkins", "github-actions", "azure-pipelines", "fake"];

    private static readonly ListShape<string> Globs = new(Texts.Pattern, "glob");
    private static readonly ListShape<string> Labels = new(Texts.NotEmpty, "label", label => label);

    public static readonly Key<ImmutableArray<Located<string>>> Uses = new(
        "uses",
        new ListShape<Located<string>>(new LocatedShape<string>(Texts.NotEmpty), "blueprint", one => one.Value),
        "Makes the blueprint a name for other blueprints, which then run side by side. Stands alone.", []);

    public static readonly Key<TimeSpan> Timeout = new(
        "timeout", new DurationShape(),
        "How long the task may take, from schedule; then it has failed with the reason timeout.", TimeSpan.FromMinutes(60));

    public static readonly Key<int> Attempts = new(
        "attempts", new IntegerShape(1, 100),
        "How often the task is started in all when its runs are lost (agent gone, process killed).", 3);

    public static readonly Key<int> Retries = new(
        "retries", new IntegerShape(0, 100), "How often a failing task is run again. When it passes then, it is reported as flaky.", 0);

    public static readonly Key<ImmutableArray<KeyValuePair<Located<string>, Located<string>>>> Env = new(
        "env", new MapShape<Located<string>>(Texts.Variable, new LocatedShape<string>(Texts.Any)),
        "Environment variables. `${NAME}` in a value stands for the secret of that name, which the host must allow.", []);

    public static readonly Key<ImmutableArray<Located<string>>> Secrets = new(
        "secrets", new ListShape<Located<string>>(new LocatedShape<string>(Texts.Variable), "secret", one => one.Value),
        "Names of secrets that the task gets as environment variables. The host must allow them; their values are redacted wherever they would show.", []);

    public static readonly Key<ImmutableArray<string>> Artifacts = new(
        "artifacts", Globs, "Globs of files to keep, relative to the checkout; kept when the task fails, too.", []);

    public static readonly Key<ImmutableArray<string>> Paths = new(
        "paths", Globs,
        "The task runs only when a file that changed against the base matches one of these globs; else it is skipped. Without a "
        + "base it always runs.", []);

    public static readonly Key<bool> AllowFailure = new(
        "allowFailure", new BooleanShape(), "A failure is reported, but counts as success.", false);

    public static readonly Key<bool> Always = new(
        "always", new BooleanShape(), "A clean-up task: it also runs when its stage would be skipped or the build is cancelled.", false);

    public static readonly Key<ImmutableArray<KeyValuePair<Located<string>, ImmutableArray<string>>>> Matrix = new(
        "matrix", new MapShape<ImmutableArray<string>>(Texts.MatrixKey, new ListShape<string>(Texts.MatrixValue, "matrix value", value => value, least: 1)),
        "One task for every combination of values: `unit[os=linux]`. The task sees the values as MATRIX_OS and so on.", []);

    public static readonly Key<string> Concurrency = new(
        "concurrency", Texts.NotEmpty, "The name of a group. At most one task of a group runs at a time in the repository.");

    public static readonly Key<string> Provider = new(
        "provider", Texts.NotEmpty, "The build provider that runs the task.", DefaultProvider);

    private static readonly Key<ImmutableArray<string>> JUnitFiles = new(
        "junit", new JunitShape(), "Globs of JUnit XML files, or one glob.", []);

    public static readonly Key<ImmutableArray<string>> Reports = new(
        "reports", new SectionShape<ImmutableArray<string>>("the reports of a blueprint", [JUnitFiles], section => section.Get(JUnitFiles)),
        "Test reports to read, also when the task fails.", []);

    private static readonly Key<ImmutableArray<BuildReason>> Events = new(
        "events", new ListShape<BuildReason>(Words.Of("an event", BuildReason.Retry), "event", Words.NameOf),
        "The build was made for one of these.", []);

    private static readonly Key<ImmutableArray<string>> Branches = new("branches", Globs, "Globs, one of which matches the branch.", []);

    private static readonly Key<ImmutableArray<string>> AnyLabel = new("labels", Labels, "The change has one of these labels.", []);

    private static readonly Key<ImmutableArray<string>> NoLabel = new("unlessLabels", Labels, "The change has none of these labels.", []);

    public static readonly Key<When> When = new(
        "when",
        new SectionShape<When>(
            "the 'when' of a blueprint",
            [Events, Branches, AnyLabel, NoLabel],
            section => new(section.Get(Events), section.Get(Branches), section.Get(AnyLabel), section.Get(NoLabel))),
        "In which builds the task is. Every condition that is written must hold; an empty list is no condition.");

    private static readonly Key<ImmutableArray<string>> Roles = new(
        "roles",
        new ListShape<string>(new WordShape<string>("a role", [new("read", "read"), new("operate", "operate")]), "role", role => role, least: 1),
        "Who may approve.", required: true);

    public static readonly Key<ImmutableArray<string>> Approval = new(
        "approval", new SectionShape<ImmutableArray<string>>("an approval", [Roles], section => section.Get(Roles)),
        "The task waits for a person of one of these roles before it is scheduled.", []);

    /// <summary>All of them, in the order of the documentation.</summary>
    public static readonly ImmutableArray<Key> All =
    [
        Uses, Provider, Timeout, Attempts, Retries, Env, Secrets, Artifacts, Reports, Paths, When, AllowFailure, Always, Matrix, Concurrency, Approval,
    ];
}
