using System.CommandLine;
using System.CommandLine.Help;
using Signalbox.Cli.Remote;
using Signalbox.Core.Failures;
using Signalbox.Core.Forges;
using Signalbox.Embedded.Host;
using Signalbox.Embedded.Host.Settings;
using Signalbox.Embedded.Sqlite;

namespace Signalbox.Cli.Invocations;

/// <summary>Parses the words, runs the verb, and turns every end into an exit code and at most one message.</summary>
internal static class CommandLine
{
    private const string Description =
        "Signalbox stitches any CI into one staged build per change. `signalbox run` builds the commit you are on.";

    /// <summary>Runs the program.</summary>
    /// <returns>The exit code of contract.md.</returns>
    public static async Task<int> RunAsync(Invocation invocation, IReadOnlyList<string> words, params IEnumerable<Verb> verbs)
    {
        var root = new RootCommand(Description);
        foreach (var verb in verbs) root.Subcommands.Add(verb);
        foreach (var help in root.Options.OfType<HelpOption>()) help.Action = new ExampleHelp((HelpAction)help.Action!);

        var parsed = root.Parse(words);
        // Who asks for help has not forgotten an argument.
        if (parsed.Errors.Count > 0 && parsed.Action is not ExampleHelp) return RefuseWords(invocation, parsed);
        try
        {
            return await parsed.InvokeAsync(
                new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = invocation.Terminal.Out },
                invocation.Interrupts.Token);
        }
        catch (OperationCanceledException) when (invocation.Interrupts.Token.IsCancellationRequested)
        {
            return ExitCode.Cancelled;
        }
        catch (SettingsException error)
        {
            return invocation.Refuse(error.Message);
        }
        catch (ServiceException error)
        {
            return invocation.Refuse(error.Message, error.IsUsage ? ExitCode.Usage : ExitCode.Infrastructure);
        }
        catch (Exception error)
            when (error is StorageException or HostException or EventLogException or CoordinationException or ForgeException)
        {
            return invocation.Refuse(error.Message, ExitCode.Infrastructure);
        }
#pragma warning disable CA1031 // The last line of defence: a person gets one sentence, never a stack trace.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return Apologise(invocation, error);
        }
    }

    private static int RefuseWords(Invocation invocation, ParseResult parsed)
    {
        var path = parsed.CommandResult.Command is RootCommand ? "" : $" {parsed.CommandResult.Command.Name}";
        var messages = parsed.Errors.Select(error => OneLine(error.Message)).Distinct(StringComparer.Ordinal);
        return invocation.Refuse($"{string.Join(" ", messages)} See 'signalbox{path} --help'.");
    }

    private static string OneLine(string message) =>
        string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static int Apologise(Invocation invocation, Exception error)
    {
        var detail = invocation.Variable("SIGNALBOX_DEBUG") is { Length: > 0 } ? $"\n{error}" : " SIGNALBOX_DEBUG=1 shows the detail.";
        return invocation.Refuse(
            $"something went wrong that should not: {error.Message} Please report it as an issue, with what you ran.{detail}",
            ExitCode.Infrastructure);
    }
}
