using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Signalbox.Core.Forges;
using Signalbox.Git.Checkouts;
using Signalbox.Git.Forges;
using Signalbox.Git.Programs;
using Signalbox.Git.Repositories;

namespace Signalbox.Git;

/// <summary>Puts the local forge into a host.</summary>
public static class GitRegistration
{
    /// <summary>Adds <see cref="IForge"/> and <see cref="ICheckouts"/> for repositories on disk, and <see cref="RepositoryLocator"/>.</summary>
    public static IServiceCollection AddGit(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new GitOptions());
        services.TryAddSingleton<GitProgram>();
        services.TryAddSingleton<RepositoryLocator>();
        services.AddSingleton<IForge, LocalForge>();
        services.AddSingleton<ICheckouts, SharedCheckouts>();
        return services;
    }
}
