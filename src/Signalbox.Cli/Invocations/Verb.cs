using System.CommandLine;

namespace Signalbox.Cli.Invocations;

/// <summary>A command of the command line, with examples that its help shows.</summary>
internal sealed class Verb : Command
{
    /// <summary>Names it.</summary>
    /// <param name="name">The word.</param>
    /// <param name="description">One or two sentences.</param>
    /// <param name="examples">Whole command lines that work as they stand.</param>
    public Verb(string name, string description, params IReadOnlyList<string> examples)
        : base(name, description) => Examples = examples;

    /// <summary>Whole command lines.</summary>
    public IReadOnlyList<string> Examples { get; }

    /// <summary>Adds arguments and options in the order in which help lists them.</summary>
    public Verb With(params ReadOnlySpan<Symbol> symbols)
    {
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument) Arguments.Add(argument);
            else if (symbol is Option option) Options.Add(option);
        }

        return this;
    }

    /// <summary>What it does.</summary>
    public Verb Does(Func<ParseResult, CancellationToken, Task<int>> action)
    {
        SetAction(action);
        return this;
    }
}
