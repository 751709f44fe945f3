using System.Security.Cryptography;
using Signalbox.Cli.Output;
using Signalbox.Core.Builds;

namespace Signalbox.Cli.Invocations;

/// <summary>One run of the program: who called it, and what it takes from the world.</summary>
internal sealed class Invocation : IDisposable
{
    /// <summary>Where it writes.</summary>
    public required Terminal Terminal { get; init; }

    /// <summary>Its signals.</summary>
    public required Interrupts Interrupts { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Looks up an environment variable.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Who calls: the name that stands in events.</summary>
    public string User { get; init; } = Environment.UserName is { Length: > 0 } name ? name : "terminal";

    /// <summary>Makes ids for new builds.</summary>
    public BuildIdSource Ids => new(Time, RandomNumberGenerator.Fill);

    /// <summary>This process's.</summary>
    public static Invocation OfProcess()
    {
        var terminal = Terminal.OfProcess();
        return new() { Terminal = terminal, Interrupts = new(terminal) };
    }

    /// <summary>Says what is wrong and what would be right, on standard error.</summary>
    public int Refuse(string message, int code = ExitCode.Usage)
    {
        Terminal.Diagnose($"signalbox: {message}");
        return code;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Interrupts.Dispose();
        Terminal.Dispose();
    }
}
