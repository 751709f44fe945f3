namespace Signalbox.Contract.Tests.Suites;

/// <summary>Marks the abstract suite of a port.</summary>
/// <typeparam name="TPort">The port.</typeparam>
#pragma warning disable CA1040 // It is a mark: it carries the port's type and nothing else.
public interface IContractOf<TPort>;
#pragma warning restore CA1040

/// <summary>Names the adapter that a suite runs against.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CoversAttribute(Type adapter) : Attribute
{
    /// <summary>The adapter.</summary>
    public Type Adapter { get; } = adapter;
}
