using Signalbox.Core.Changes;

namespace Signalbox.Core.Plans;

/// <summary>One thing that is wrong with a configuration or a plan, for its author.</summary>
public sealed record ConfigurationProblem
{
    /// <summary>The file; empty where the problem is not in a file (a `--task` that matches nothing).</summary>
    public string File { get; init; } = "";

    /// <summary>From 1; 0 without a place.</summary>
    public int Line { get; init; }

    /// <summary>From 1, in UTF-16 characters; 0 without a place.</summary>
    public int Column { get; init; }

    /// <summary>What is wrong and what would be right.</summary>
    public required string Message { get; init; }

    /// <summary>The nearest valid word, where one is near.</summary>
    public string? Suggestion { get; init; }

    /// <summary>The problem of a commit that has no main file.</summary>
    public static ConfigurationProblem NoConfiguration(CommitSha commit) => NoConfiguration($"at {commit}");

    /// <summary>The problem of a place that has no main file.</summary>
    /// <param name="place">With its preposition: `in /home/ada/app`.</param>
    public static ConfigurationProblem NoConfiguration(string place) => new()
    {
        Message = $"no {ConfigurationFile.MainPath} {place}: commit one with at least a plan and a blueprint, such as "
            + "'blueprints: { test: { run: make test } }' and 'plan: { stages: [ { name: check, tasks: [test] } ] }'",
    };

    internal static ConfigurationProblem At(Place place, string message, string? suggestion = null) =>
        new() { File = place.File ?? "", Line = place.Line, Column = place.Column, Message = message, Suggestion = suggestion };

    /// <summary>One line: `file:line:col: message (did you mean 'x'?)`; of the place only what is known.</summary>
    public override string ToString() =>
        (Line > 0 ? $"{File}:{Line}:{Column}: " : File.Length > 0 ? $"{File}: " : "") + Message + (Suggestion is null ? "" : $" (did you mean '{Suggestion}'?)");
}
