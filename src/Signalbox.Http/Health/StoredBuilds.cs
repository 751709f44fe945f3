using Signalbox.Core.Builds;

namespace Signalbox.Http.Health;

/// <summary>Whether builds can be read.</summary>
internal sealed class StoredBuilds(IBuildStore builds) : IDependency
{
    public string Name => "database";

    public Task CheckAsync(CancellationToken cancellationToken) => builds.ListAsync(new(Limit: 1), cancellationToken);
}
