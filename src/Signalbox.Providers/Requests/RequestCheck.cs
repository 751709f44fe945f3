using System.Collections.Immutable;
using System.Text.Json;
using Signalbox.Core.Builds;
using Signalbox.Core.Changes;
using Signalbox.Core.Failures;
using Signalbox.Core.Plans;
using Signalbox.Core.Providers;

namespace Signalbox.Providers.Requests;

/// <summary>What every adapter refuses before it calls anybody (P2).</summary>
internal static class RequestCheck
{
    /// <summary>Checks changes, key and the provider's settings.</summary>
    /// <exception cref="InvalidRequestException">The request can never work; the message says why.</exception>
    public static void Run(ScheduleRequest request, IProviderSettings known)
    {
        CheckChanges(request.Changes);
        CheckKey(request.Key);
        CheckSettings(request.Task, known);
    }

    /// <summary>A refusal that names the task.</summary>
    public static InvalidRequestException Refused(PlannedTask task, string why) => new($"Task {task.Name}: {why}.");

    private static void CheckChanges(ImmutableArray<BuildChange> changes)
    {
        if (changes.IsDefaultOrEmpty) throw new InvalidRequestException("The request has no changes.");
        foreach (var change in changes)
        {
            if (change.Uris.IsDefaultOrEmpty || change.Uris.Any(uri => uri.Value.Length == 0))
                throw new InvalidRequestException("The request has a change without URIs.");
            if (change.Action is not (ChangeAction.Apply or ChangeAction.Validate))
                throw new InvalidRequestException($"The change {change.Uris[0]} has no known action: expected apply or validate.");
        }
    }

    private static void CheckKey(TaskAttempt key)
    {
        if (key.Build.Value.Length == 0 || string.IsNullOrEmpty(key.Task) || key.Attempt < 1)
            throw new InvalidRequestException("The request has an empty key: expected a build, a task and an attempt from 1.");
    }

    // A plan may be older than this host, so its settings are checked as if nobody had read them.
    private static void CheckSettings(PlannedTask task, IProviderSettings known)
    {
        var keys = known.Keys.ToDictionary(key => key.Name, StringComparer.Ordinal);
        foreach (var (name, value) in task.Settings)
        {
            if (!keys.TryGetValue(name, out var key))
                throw Refused(task, $"the {known.Provider} provider does not know the setting '{name}'; it has {string.Join(", ", keys.Keys.Select(one => $"'{one}'"))}");
            if (!IsOf(key.Kind, value)) throw Refused(task, $"the setting '{name}' is not {Words(key.Kind)}");
        }

        if (keys.Values.FirstOrDefault(key => key.Required && !task.Settings.ContainsKey(key.Name)) is { } missing)
            throw Refused(task, $"the {known.Provider} provider needs the setting '{missing.Name}'");
        if (known.Validate(task.Settings).FirstOrDefault() is { } problem) throw Refused(task, $"'{problem.Key}': {problem.Message}");
    }

    private static bool IsOf(ProviderKeyKind kind, JsonElement value) => kind switch
    {
        ProviderKeyKind.WholeNumber => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _),
        ProviderKeyKind.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        ProviderKeyKind.TextList => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(IsText),
        ProviderKeyKind.TextMap => value.ValueKind == JsonValueKind.Object && value.EnumerateObject().All(entry => IsText(entry.Value)),
        _ => IsText(value),
    };

    private static bool IsText(JsonElement value) => value.ValueKind == JsonValueKind.String;

    private static string Words(ProviderKeyKind kind) => kind switch
    {
        ProviderKeyKind.WholeNumber => "a whole number",
        ProviderKeyKind.Boolean => "true or false",
        ProviderKeyKind.TextList => "a list of texts",
        ProviderKeyKind.TextMap => "a map of texts",
        _ => "a text",
    };
}
