namespace Signalbox.FakeGitHub.Rest;

/// <summary>A request and its answer.</summary>
/// <param name="Method">`GET`.</param>
/// <param name="Path">As it came, without the prefix of an Enterprise server.</param>
/// <param name="Query">With `?`, or empty.</param>
/// <param name="Route">The template of its route; null when there is none.</param>
/// <param name="RequestBody">JSON, or empty.</param>
/// <param name="Status">Of the answer.</param>
/// <param name="ResponseBody">JSON, or empty.</param>
public sealed record Exchange(string Method, string Path, string Query, string? Route, string RequestBody, int Status, string ResponseBody);
