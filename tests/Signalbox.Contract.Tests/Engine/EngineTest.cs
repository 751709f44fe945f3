using Signalbox.Contract.Tests.Durable;
using Signalbox.Embedded.Engine;

namespace Signalbox.Contract.Tests.Engine;

/// <summary>A test of what the embedded engine adds to the port.</summary>
public abstract class EngineTest(DurableEngineOptions? options = null) : DurableConformance(new EmbeddedHost(options))
{
    protected EmbeddedHost Embedded => (EmbeddedHost)Host;
}
