using System.CommandLine;
using Signalbox.Cli.Composition;
using Signalbox.Cli.Invocations;
using Signalbox.Cli.Sources;
using Signalbox.Core.Plans;
using Signalbox.Git.Programs;
using Signalbox.Git.Repositories;

namespace Signalbox.Cli.Verbs;

/// <summary>`validate`: every problem of a configuration, as it lies on disk.</summary>
internal static class ValidateVerb
{
    public static Verb Create(Invocation invocation)
    {
        var file = new Argument<string?>("FILE")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "The main file. Default: .signalbox.yml in the work tree of this repository. Blueprint files are read beside it.",
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Also print the plan that this configuration gives for HEAD." };
        var json = Words.Json("With --dry-run: the plan as JSON.");
        return new Verb(
                "validate",
                "Checks what the file says. Whether this host has its providers and secrets is checked by --dry-run. "
                + "Persists nothing, calls no provider.",
                "signalbox validate", "signalbox validate --dry-run", "signalbox validate ci/candidate.yml")
            .With(file, dryRun, json)
            .Does(async (parsed, stop) => parsed.GetValue(json) && !parsed.GetValue(dryRun)
                ? invocation.Refuse("--json needs --dry-run: it prints the plan.")
                : await ValidateAsync(invocation, parsed.GetValue(file), parsed.GetValue(dryRun), parsed.GetValue(json), stop));
    }

    private static async Task<int> ValidateAsync(Invocation invocation, string? file, bool dryRun, bool json, CancellationToken stop)
    {
        LocalRepository? local = null;
        if (file is null || dryRun)
        {
            var start = file is null ? "." : Path.GetDirectoryName(Path.GetFullPath(file))!;
            var location = await new RepositoryLocator(new GitProgram(new GitOptions())).LocateAsync(start, stop);
            if (location is RepositoryLocation.NotFound nowhere) return invocation.Refuse(nowhere.Message);
            local = ((RepositoryLocation.Found)location).Repository;
        }

        if (file is null && local!.WorkTree is null)
            return invocation.Refuse($"'{local.Repository.Path}' is a bare repository and has no work tree: name a FILE.");
        var main = file ?? Path.Combine(local!.WorkTree!, ConfigurationFile.MainPath);
        if (new ConfigurationFile(file ?? "", "").Blueprint is not null)
            return invocation.Refuse(
                $"'{file}' is a blueprint of its own; 'signalbox validate' checks it together with its repository's main file.");
        if (!File.Exists(main)) return Missing(invocation, file, main);

        var found = await WorkTreeConfiguration.ReadAsync(main, file ?? ConfigurationFile.MainPath, stop);
        return found.Problems.Count > 0
            ? Refuse(invocation, found.Problems)
            : new ConfigurationReader(Adapters.Settings).Read(found.Files) switch
            {
                ConfigurationResult.Valid valid => Show(invocation, valid.Configuration, dryRun ? local : null, json, main),
                ConfigurationResult.Invalid invalid => Refuse(invocation, invalid.Problems),
                var other => throw new InvalidOperationException($"The reader answered {other.GetType().Name}."),
            };
    }

    private static int Show(Invocation invocation, Configuration configuration, LocalRepository? local, bool json, string main)
    {
        if (local is null)
        {
            invocation.Terminal.Write(Output.Line.Of($"{main} is valid"));
            return ExitCode.Success;
        }

        var providers = Adapters.Settings.Select(settings => settings.Provider).ToList();
        var result = PlanPreview.Plan(configuration, local, providers, invocation);
        if (result is PlanResult.Refused refused) return Refuse(invocation, refused.Problems);
        var plan = PlanView.Of(((PlanResult.Planned)result).Plan);
        if (json) invocation.Terminal.WritePlan(plan);
        else foreach (var line in PlanPreview.Lines(plan)) invocation.Terminal.Write(line);
        return ExitCode.Success;
    }

    private static int Missing(Invocation invocation, string? file, string main)
    {
        if (file is not null) return invocation.Refuse($"there is no file '{file}'.");
        PlanErrors.WriteMissing(invocation.Terminal, ConfigurationProblem.NoConfiguration($"in {Path.GetDirectoryName(main)}"));
        return ExitCode.Usage;
    }

    private static int Refuse(Invocation invocation, IEnumerable<ConfigurationProblem> problems)
    {
        PlanErrors.Write(invocation.Terminal, problems);
        return ExitCode.Usage;
    }
}
