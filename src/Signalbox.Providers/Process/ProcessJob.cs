using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Signalbox.Core.Failures;
using Signalbox.Core.Plans;
using Signalbox.Core.Providers;
using Signalbox.Core.Secrets;
using Signalbox.Providers.Requests;

namespace Signalbox.Providers.Process;

/// <summary>A request that was found right (P2), with the values of its secrets.</summary>
/// <param name="Request">The request.</param>
/// <param name="Script">What `sh -euc` runs.</param>
/// <param name="Environment">The task's own variables, secrets included.</param>
/// <param name="SecretValues">What must show nowhere.</param>
internal sealed partial record ProcessJob(
    ScheduleRequest Request, string Script, ImmutableDictionary<string, string> Environment, ImmutableHashSet<string> SecretValues)
{
    // Of secrets that the task was not given: a shorter one would black out half of what it says.
    private const int ShortestHidden = 4;

    private static readonly ProcessSettings Known = new();

    /// <exception cref="InvalidRequestException">The request can never work; the message says why.</exception>
    public static ProcessJob From(ScheduleRequest request, ISecrets secrets)
    {
        RequestCheck.Run(request, Known);
        var task = request.Task;
        if (!request.Repository.IsLocal || request.Repository.Path is null)
            throw Refused(task, $"the process provider builds repositories on this machine's disk only, not {request.Repository.Host}/{request.Repository.Name}");
        if (request.Commit.Sha.Value.Length == 0) throw Refused(task, "there is no commit to build");
        foreach (var glob in task.Artifacts.Concat(task.JUnitReports))
            if (!Glob.TryParse(glob, out _, out var error)) throw Refused(task, error);
        var (environment, values) = Expand(request, secrets);
        return new(request, ScriptOf(task), environment, values);
    }

    private static string ScriptOf(PlannedTask task)
    {
        var script = task.Settings[ProcessSettings.Run].GetString()!;
        return script.Contains('\0') ? throw Refused(task, "'run' contains a NUL character") : script;
    }

    private static (ImmutableDictionary<string, string> Environment, ImmutableHashSet<string> Values) Expand(ScheduleRequest request, ISecrets secrets)
    {
        var values = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        var environment = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        values.UnionWith(secrets.Values.Where(value => value.Length >= ShortestHidden));
        foreach (var name in request.Task.Secrets) environment[name] = Find(name);
        foreach (var (name, text) in request.Task.Env) environment[name] = Reference().Replace(text, match => Find(match.Groups["name"].Value));
        foreach (var (name, value) in environment)
            if (name.Length == 0 || name.Contains('=') || name.Contains('\0') || value.Contains('\0'))
                throw Refused(request.Task, $"'{name}' cannot be a variable of the environment: no '=' in its name and no NUL anywhere");
        return (environment.ToImmutable(), values.ToImmutable());

        string Find(string name)
        {
            var value = secrets.Find(request.Repository, name) ?? throw Refused(
                request.Task, $"the secret {name} is not allowed for {request.Repository.Name} or has no value: set Secrets__{name}");
            values.Add(value);
            return value;
        }
    }

    private static InvalidRequestException Refused(PlannedTask task, string why) => RequestCheck.Refused(task, why);

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z_][A-Za-z0-9_]*)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
