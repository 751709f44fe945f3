using Signalbox.Cli.Invocations;
using Signalbox.Cli.Verbs;

using var invocation = Invocation.OfProcess();
return await CommandLine.RunAsync(
    invocation,
    args,
    RunVerb.Create(invocation),
    ValidateVerb.Create(invocation),
    BuildsVerb.Create(invocation),
    StatusVerb.Create(invocation),
    EventsVerb.Create(invocation),
    LogsVerb.Create(invocation),
    CancelVerb.Create(invocation),
    RetryVerb.Create(invocation),
    ApproveVerb.Create(invocation),
    PruneVerb.Create(invocation),
    ServeVerb.Create(invocation));
