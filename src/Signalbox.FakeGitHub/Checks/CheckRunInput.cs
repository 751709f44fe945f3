using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Checks;

/// <summary>Reads the body of `POST` and `PATCH …/check-runs` as strictly as GitHub.</summary>
internal static class CheckRunInput
{
    private const int MostAnnotations = 50;
    private const int MostActions = 3;
    private const int LongestText = 65535;

    private static readonly string[] Conclusions = ["action_required", "cancelled", "failure", "neutral", "success", "skipped", "timed_out"];

    /// <summary>The run with what the body says.</summary>
    public static Result<CheckRun> Apply(CheckRun run, JsonObject body, DateTimeOffset now)
    {
        var conclusion = (string?)body["conclusion"];
        var status = conclusion is null ? (string?)body["status"] : "completed";
        if (status is not (null or "queued" or "in_progress" or "completed")) return Invalid("status", $"{status} is reserved or unknown");
        if (conclusion is not null && !Conclusions.Contains(conclusion)) return Invalid("conclusion", $"{conclusion} is not one of {string.Join(", ", Conclusions)}");
        if (status == "completed" && conclusion is null && run.Conclusion is null) return Invalid("conclusion", "is required when status is completed");
        if (body["details_url"] is { } link && !Uri.TryCreate((string?)link, UriKind.Absolute, out _)) return Invalid("details_url", "must be a URL");
        if (body["actions"] is JsonArray { Count: > MostActions }) return Invalid("actions", $"No more than {MostActions} items are allowed");
        var next = run with
        {
            Name = (string?)body["name"] ?? run.Name,
            DetailsUrl = (string?)body["details_url"] ?? run.DetailsUrl,
            ExternalId = (string?)body["external_id"] ?? run.ExternalId,
            Status = status ?? run.Status,
            // Back to work: what it once came to is over.
            Conclusion = conclusion ?? (status is "queued" or "in_progress" ? null : run.Conclusion),
            StartedAt = Stamp.Parse((string?)body["started_at"]) ?? run.StartedAt ?? now,
            CompletedAt = Stamp.Parse((string?)body["completed_at"]) ?? (status == "completed" ? now : status is null ? run.CompletedAt : null),
            Actions = body["actions"] is JsonArray actions ? [.. actions.Select(Action)] : run.Actions,
        };
        if (next.Actions.FirstOrDefault(IsTooLong) is { } button) return Invalid("actions", $"{button.Identifier}: label and identifier have at most 20 characters, description 40");
        return body["output"] is JsonObject output ? WithOutput(next, output) : next;
    }

    private static Result<CheckRun> WithOutput(CheckRun run, JsonObject output)
    {
        var (title, summary, text) = ((string?)output["title"], (string?)output["summary"], (string?)output["text"]);
        if (title is null || summary is null) return new Refusal(422, "Invalid request.\n\n\"title\", \"summary\" weren't supplied.");
        if (summary.Length > LongestText) return Invalid("summary", $"is too long (maximum is {LongestText} characters)");
        if (text?.Length > LongestText) return Invalid("text", $"is too long (maximum is {LongestText} characters)");
        var annotations = output["annotations"] as JsonArray ?? [];
        if (annotations.Count > MostAnnotations) return new Refusal(422, $"Invalid request.\n\nNo more than {MostAnnotations} items are allowed; {annotations.Count} were supplied.");
        var read = annotations.Select(Annotation).ToList();
        if (read.Find(IsWrong) is { } wrong) return Invalid("annotations", $"{wrong.Path}: level, lines, columns, title or message are not as they must be");
        return run with { Title = title, Summary = summary, Text = text, Annotations = run.Annotations.AddRange(read) };
    }

    private static Annotation Annotation(JsonNode? node) => new(
        (string?)node!["path"] ?? "", (int?)node["start_line"] ?? 0, (int?)node["end_line"] ?? 0, (int?)node["start_column"], (int?)node["end_column"],
        (string?)node["annotation_level"] ?? "", (string?)node["message"] ?? "", (string?)node["title"], (string?)node["raw_details"]);

    private static bool IsWrong(Annotation one) =>
        one.Path.Length == 0 || one.Message.Length is 0 or > 65536 || one.Level is not ("notice" or "warning" or "failure") || one.Title?.Length > 255
        || one.RawDetails?.Length > 65536 || one.EndLine < one.StartLine || one.StartLine < 0
        || ((one.StartColumn ?? one.EndColumn) is not null && one.StartLine != one.EndLine);

    private static CheckAction Action(JsonNode? node) =>
        new((string?)node!["label"] ?? "", (string?)node["description"] ?? "", (string?)node["identifier"] ?? "");

    private static bool IsTooLong(CheckAction one) => one.Label.Length > 20 || one.Description.Length > 40 || one.Identifier.Length > 20;

    private static Refusal Invalid(string field, string message) => Refusal.Invalid("CheckRun", field, "custom", message);
}
