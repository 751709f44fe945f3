using System.Collections.Immutable;
using Signalbox.Core.Plans.Schema;
using Signalbox.Core.Plans.Sources;
using Signalbox.Core.Providers;

namespace Signalbox.Core.Plans;

/// <summary>
/// Reads configuration files. Pure, and safe for any text: whatever is wrong comes back as problems, all at once. Thread-safe.
/// </summary>
/// <param name="providers">The keys of the providers that this host has.</param>
public sealed class ConfigurationReader(IReadOnlyList<IProviderSettings> providers)
{
    private readonly ConfigurationShape shape = new(providers);

    /// <summary>
    /// Reads the main file and the blueprint files beside it.
    /// </summary>
    /// <param name="files">
    /// Files below <see cref="ConfigurationFile.BlueprintFolder"/> are blueprints; the one other file is the main one, whatever its name.
    /// </param>
    /// <exception cref="ArgumentException">There is not exactly one main file; the caller says so in its own words.</exception>
    public ConfigurationResult Read(IReadOnlyList<ConfigurationFile> files)
    {
        var mains = files.Where(file => file.Blueprint is null).ToList();
        if (mains is not [var main]) throw new ArgumentException($"Expected one main file, found {mains.Count}.", nameof(files));

        var problems = new ProblemList();
        var root = ReadNode(main, problems, "expected a plan and blueprints");
        // Blueprint files are read in any case, so that their problems are told together with the main file's.
        var own = files.Where(file => file.Blueprint is not null)
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .Select(file => ReadBlueprint(file, problems))
            .OfType<Blueprint>()
            .ToList();
        if (root is not null && shape.Main.TryRead(root, problems, out var configuration))
        {
            configuration = configuration with { Blueprints = Join(configuration.Blueprints, own, problems) };
            new References(configuration, problems).Check();
            if (!problems.Any) return new ConfigurationResult.Valid(configuration);
        }

        return new ConfigurationResult.Invalid(problems.Ordered());
    }

    private static Node? ReadNode(ConfigurationFile file, ProblemList problems, string expected)
    {
        var before = problems.Count;
        var node = NodeReader.Read(file, problems);
        if (node is not (null or ScalarNode { IsNothing: true })) return node;
        if (problems.Count == before) problems.Add(new(file.Path, 1, 1), $"the file is empty: {expected}");
        return null;
    }

    private Blueprint? ReadBlueprint(ConfigurationFile file, ProblemList problems)
    {
        var name = new Located<string>(file.Blueprint!, new(file.Path, 1, 1));
        Texts.Name.TryRead(new ScalarNode(name.Place, name.Value, plain: false), problems, out _);
        return ReadNode(file, problems, "expected the keys of a blueprint") is not { } node
            ? new Blueprint { Name = name }
            : shape.Blueprint.TryRead(node, problems, out var blueprint) ? blueprint with { Name = name } : null;
    }

    private static ImmutableSortedDictionary<string, Blueprint> Join(
        ImmutableSortedDictionary<string, Blueprint> blueprints, IReadOnlyList<Blueprint> own, ProblemList problems)
    {
        var all = blueprints.ToBuilder();
        foreach (var blueprint in own)
        {
            if (all.TryAdd(blueprint.Name.Value, blueprint)) continue;
            problems.Add(
                blueprint.Name.Place,
                $"the blueprint '{blueprint.Name}' is also at {all[blueprint.Name.Value].Name.Place}; one of them must go");
        }

        return all.ToImmutable();
    }
}
