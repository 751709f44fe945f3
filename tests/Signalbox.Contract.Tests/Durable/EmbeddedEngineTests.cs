namespace Signalbox.Contract.Tests.Durable;

/// <summary>The conformance suite on the embedded engine.</summary>
public static class EmbeddedEngineTests
{
    public sealed class Activities() : ActivityConformance(new EmbeddedHost());
}
