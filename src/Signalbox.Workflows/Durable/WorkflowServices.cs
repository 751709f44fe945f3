using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Signalbox.Core.Builds;
using Signalbox.Core.Plans;
using Signalbox.Core.Providers;
using Signalbox.Workflows.Builds;
using Signalbox.Workflows.Providers;
using Signalbox.Workflows.Tasks;

namespace Signalbox.Workflows.Durable;

/// <summary>Registers the durable shell. The host adds the ports: stores, forges, providers, secrets, clock and <see cref="IWorkflowClient"/>.</summary>
public static class WorkflowServices
{
    /// <summary>Adds orchestrators, activities and the doors.</summary>
    public static IServiceCollection AddWorkflows(this IServiceCollection services)
    {
        services.TryAddSingleton(new TaskLimits());
        services.AddSingleton(Register);
        services.AddSingleton(provider => new ConfigurationReader([.. provider.GetServices<IProviderSettings>()]));
        services.AddSingleton<BuildProviders>().AddSingleton<PollerNudges>().AddSingleton<ProviderPolls>();
        services.AddSingleton<IProviderReports, ProviderReports>();
        services.AddSingleton<BuildPlanning>().AddSingleton<BuildTurns>().AddSingleton<StageTasks>().AddSingleton<BuildResults>();
        services.AddSingleton<TaskTurns>().AddSingleton<TaskOutcomes>().AddSingleton<TaskSlots>()
            .AddSingleton<TaskStandIns>().AddSingleton<TaskProviderCalls>();
        services.AddSingleton<Retention>().AddSingleton<IBuilds, BuildDoor>();
        return services;
    }

    // Activities are resolved when they run: they need the engine's client, and the engine needs this table.
    private static WorkflowRegistry Register(IServiceProvider services) => new WorkflowRegistry()
        .AddOrchestrator<BuildRun>(BuildOrchestrator.Name, BuildOrchestrator.RunAsync)
        .AddOrchestrator<TaskRun>(TaskOrchestrator.Name, TaskOrchestrator.RunAsync)
        .AddOrchestrator<PollRun>(ProviderPoller.Name, ProviderPoller.RunAsync)
        .AddActivity<BuildId>(BuildPlanning.Name, (id, token) => services.GetRequiredService<BuildPlanning>().PlanAsync(id, token))
        .AddActivity<BuildRun, BuildTurn>(BuildTurns.Name, (run, token) => services.GetRequiredService<BuildTurns>().TakeAsync(run, token))
        .AddActivity<BuildTrouble>(BuildTurns.AbandonName, (trouble, token) => services.GetRequiredService<BuildTurns>().AbandonAsync(trouble, token))
        .AddActivity<TaskRun, TaskTurn>(TaskTurns.Name, (run, token) => services.GetRequiredService<TaskTurns>().TakeAsync(run, token))
        .AddActivity<TaskTrouble>(TaskTurns.AbandonName, (trouble, token) => services.GetRequiredService<TaskTurns>().AbandonAsync(trouble, token))
        .AddActivity<PollRun, PollTurn>(ProviderPolls.Name, (run, token) => services.GetRequiredService<ProviderPolls>().TakeAsync(run, token));
}
