using Signalbox.Cli.Invocations;

using var invocation = Invocation.OfProcess();
return await CommandLine.RunAsync(invocation, args);
