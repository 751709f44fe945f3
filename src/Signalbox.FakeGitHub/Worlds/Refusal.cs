namespace Signalbox.FakeGitHub.Worlds;

/// <summary>An answer that is no, in GitHub's words.</summary>
/// <param name="Status">The HTTP status of the REST API.</param>
/// <param name="Message">`message`.</param>
/// <param name="Errors">`errors[]` of a 422: what about which field of what.</param>
internal sealed record Refusal(int Status, string Message, params FieldError[] Errors)
{
    public static Refusal NotFound => new(404, "Not Found");

    public static Refusal Invalid(string resource, string field, string code, string? message = null) =>
        new(422, "Validation Failed", new FieldError(resource, field, code, message));
}

/// <summary>One of `errors[]`.</summary>
/// <param name="Resource">`PullRequest`.</param>
/// <param name="Field">`base`.</param>
/// <param name="Code">`missing`, `missing_field`, `invalid`, `already_exists`, `unprocessable`, `custom`.</param>
/// <param name="Message">For people, with the code `custom`.</param>
internal sealed record FieldError(string Resource, string Field, string Code, string? Message = null);

/// <summary>What was asked for, or why not.</summary>
internal readonly record struct Result<T>(T? Value, Refusal? Refusal)
    where T : class
{
    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Refusal refusal) => new(null, refusal);
}
