using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Signalbox.Core.Plans.Sources;
using Signalbox.Core.Providers;

namespace Signalbox.Core.Plans.Schema;

/// <summary>A blueprint: the common keys, and those of its provider.</summary>
internal sealed class BlueprintShape(IReadOnlyList<IProviderSettings> providers) : Shape<Blueprint>
{
    private static readonly SectionShape<object> Common = new("a blueprint", BlueprintKeys.All, section => section);

    private readonly ImmutableArray<ProviderShape> providers = [.. providers.Select(provider => new ProviderShape(provider))];

    /// <summary>
    /// Always gives a blueprint, so that what refers to a wrong one is not called unknown on top; its name is the caller's.
    /// </summary>
    public override bool TryRead(Node node, ProblemList problems, out Blueprint value)
    {
        value = Common.ReadKeys(node, problems) is not { } section
            ? new Blueprint { Name = new("", node.Place) }
            : section.Has(BlueprintKeys.Uses) ? Composition(section, node, problems) : Task(section, problems);
        return true;
    }

    public override JsonObject Describe(SchemaDefinitions definitions) => definitions.Reference("blueprint", () =>
    {
        var schema = Common.DescribeKeys(definitions);
        var provider = schema["properties"]!["provider"]!.AsObject();
        provider.Remove("minLength");
        provider["enum"] = new JsonArray([.. Names.Select(name => (JsonNode)name)]);
        var task = new JsonObject { ["allOf"] = new JsonArray([.. providers.Select(one => one.Describe(definitions)), OtherProviders()]) };
        schema["if"] = new JsonObject { ["required"] = new JsonArray(BlueprintKeys.Uses.Name) };
        schema["then"] = new JsonObject { ["maxProperties"] = 1 };
        schema["else"] = task;
        schema["unevaluatedProperties"] = false;
        return schema;
    });

    private IEnumerable<string> Names => BlueprintKeys.KnownProviders.Union(providers.Select(provider => provider.Name));

    private static Blueprint Composition(Section section, Node node, ProblemList problems)
    {
        foreach (var entry in ((MapNode)node).Entries.Where(entry => entry.Key.Value != BlueprintKeys.Uses.Name))
            problems.Add(entry.Key.Place, $"the key '{entry.Key.Value}' stands beside 'uses': a blueprint with 'uses' has no other keys");
        return new() { Name = new("", section.Place), Uses = section.Get(BlueprintKeys.Uses), IsComposition = true };
    }

    private Blueprint Task(Section section, ProblemList problems)
    {
        var provider = section.Get(BlueprintKeys.Provider);
        var settings = Blueprint.NoSettings;
        if (providers.FirstOrDefault(one => one.Name == provider) is { } shape)
            settings = shape.Read(section, problems, Common.Names);
        else if (!BlueprintKeys.KnownProviders.Contains(provider, StringComparer.Ordinal))
            problems.AddUnknown(section.PlaceOf(BlueprintKeys.Provider), $"unknown provider '{provider}'", provider, [.. Names]);

        return new()
        {
            Name = new("", section.Place),
            Provider = new(provider, section.PlaceOf(BlueprintKeys.Provider)),
            Settings = settings,
            Timeout = section.Get(BlueprintKeys.Timeout),
            Attempts = section.Get(BlueprintKeys.Attempts),
            Retries = section.Get(BlueprintKeys.Retries),
            Env = EnvOf(section, problems),
            Secrets = section.Get(BlueprintKeys.Secrets),
            Artifacts = section.Get(BlueprintKeys.Artifacts),
            JUnitReports = section.Get(BlueprintKeys.Reports),
            Paths = section.Get(BlueprintKeys.Paths),
            When = section.Get(BlueprintKeys.When),
            AllowFailure = section.Get(BlueprintKeys.AllowFailure),
            Always = section.Get(BlueprintKeys.Always),
            Matrix = MatrixOf(section, problems),
            Concurrency = section.Get(BlueprintKeys.Concurrency),
            ApprovalRoles = section.Get(BlueprintKeys.Approval),
        };
    }

    private static ImmutableSortedDictionary<string, Located<string>> EnvOf(Section section, ProblemList problems)
    {
        var secrets = section.Get(BlueprintKeys.Secrets);
        var env = section.Get(BlueprintKeys.Env);
        foreach (var variable in env.Where(variable => secrets.Any(secret => secret.Value == variable.Key.Value)))
            problems.Add(variable.Key.Place, $"'{variable.Key}' is in 'env' and in 'secrets'; one of them must go");
        return env.IsEmpty
            ? Blueprint.NoEnv
            : env.ToImmutableSortedDictionary(variable => variable.Key.Value, variable => variable.Value, StringComparer.Ordinal);
    }

    private static ImmutableArray<MatrixAxis> MatrixOf(Section section, ProblemList problems)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        var axes = ImmutableArray.CreateBuilder<MatrixAxis>();
        foreach (var (key, values) in section.Get(BlueprintKeys.Matrix))
        {
            var axis = new MatrixAxis(key.Value, values);
            if (!seen.TryAdd(axis.Variable, axis.Key))
                problems.Add(key.Place, $"the matrix keys '{seen[axis.Variable]}' and '{axis.Key}' would both be {axis.Variable}");
            axes.Add(axis);
        }

        return axes.DrainToImmutable();
    }

    /// <summary>Keys of adapters that are not described here are left to those adapters.</summary>
    private JsonObject OtherProviders() => new()
    {
        ["if"] = new JsonObject
        {
            ["required"] = new JsonArray("provider"),
            ["properties"] = new JsonObject
            {
                ["provider"] = new JsonObject
                {
                    ["not"] = new JsonObject { ["enum"] = new JsonArray([.. providers.Select(one => (JsonNode)one.Name)]) },
                },
            },
        },
        ["then"] = new JsonObject { ["additionalProperties"] = true },
    };
}
