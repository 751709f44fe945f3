using System.Globalization;
using Signalbox.Core.Builds;
using Signalbox.Http.Json;

namespace Signalbox.Cli.Remote;

/// <summary>The builds of a service, as it shows them.</summary>
internal sealed class RemoteBuildStore(ServiceClient client) : IBuildStore
{
    public async Task<BuildHead?> FindAsync(BuildId id, CancellationToken cancellationToken) =>
        await ShowAsync(id, cancellationToken) is { } view ? ShownBuild.Head(view) : null;

    public async Task<(BuildHead Head, BuildTask Task)?> FindTaskAsync(BuildId id, string task, CancellationToken cancellationToken) =>
        await ShowAsync(id, cancellationToken) is { } view && ShownBuild.Tasks(view).FirstOrDefault(one => one.Name == task) is { } found
            ? (ShownBuild.Head(view), found)
            : null;

    public async Task<IReadOnlyList<BuildTask>> ListTasksAsync(BuildId id, string? stage, CancellationToken cancellationToken) =>
        await ShowAsync(id, cancellationToken) is { } view
            ? [.. ShownBuild.Tasks(view).Where(task => stage is null || task.Stage == stage)]
            : [];

    public async Task<BuildPage> ListAsync(BuildQuery query, CancellationToken cancellationToken)
    {
#pragma warning disable CA1308 // Words of the API are lower case.
        (string Name, string? Value)[] words =
        [
            ("state", query.State?.ToString().ToLowerInvariant()), ("change", query.Change), ("after", query.After),
            ("limit", query.Limit.ToString(CultureInfo.InvariantCulture)),
        ];
#pragma warning restore CA1308
        var text = string.Join(
            '&', words.Where(word => word.Value is not null).Select(word => $"{word.Name}={Uri.EscapeDataString(word.Value!)}"));
        var page = await client.FindAsync($"/api/builds?{text}", HttpJson.Shapes.BuildList, cancellationToken)
            ?? throw new ServiceException("The service has no list of builds: is this the address of Signalbox?", usage: true);
        return new([.. page.Items.Select(ShownBuild.Head)], page.Next);
    }

    public Task<CreateBuildResult> CreateAsync(
        BuildId id, BuildRequest request, DateTimeOffset now, CancellationToken cancellationToken) => throw ForReading();

    public Task<BuildHead?> MarkCancelledAsync(BuildId id, CancelMark mark, CancellationToken cancellationToken) => throw ForReading();

    public Task<bool> DeleteAsync(BuildId id, CancellationToken cancellationToken) => throw ForReading();

    private Task<BuildView?> ShowAsync(BuildId id, CancellationToken cancellationToken) =>
        client.FindAsync($"/api/builds/{id}", HttpJson.Shapes.BuildView, cancellationToken);

    private static InvalidOperationException ForReading() => new("A service's builds are looked at here, and acted on through its door.");
}
