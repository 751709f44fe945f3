using Signalbox.Embedded.Engine;

namespace Signalbox.Contract.Tests.Durable;

/// <summary>The conformance suite on the embedded engine.</summary>
public static class EmbeddedEngineTests
{
    public sealed class Activities() : ActivityConformance(new EmbeddedHost());

    public sealed class Retries() : RetryConformance(new EmbeddedHost());

    public sealed class Timers() : TimerConformance(new EmbeddedHost());

    public sealed class Events() : EventConformance(new EmbeddedHost());

    public sealed class Generations() : GenerationConformance(new EmbeddedHost());

    public sealed class Children() : ChildConformance(new EmbeddedHost());

    public sealed class Lifecycle() : LifecycleConformance(new EmbeddedHost());

    public sealed class Status() : StatusConformance(new EmbeddedHost());

    public sealed class Replay() : ReplayConformance(new EmbeddedHost());
}

/// <summary>The same when no session is kept, so that every turn begins with a replay.</summary>
public static class EmbeddedEngineWithoutSessionsTests
{
    private static readonly DurableEngineOptions NoSessions = new() { MaxSessions = 0 };

    public sealed class Activities() : ActivityConformance(new EmbeddedHost(NoSessions));

    public sealed class Retries() : RetryConformance(new EmbeddedHost(NoSessions));

    public sealed class Timers() : TimerConformance(new EmbeddedHost(NoSessions));

    public sealed class Events() : EventConformance(new EmbeddedHost(NoSessions));

    public sealed class Generations() : GenerationConformance(new EmbeddedHost(NoSessions));

    public sealed class Children() : ChildConformance(new EmbeddedHost(NoSessions));

    public sealed class Lifecycle() : LifecycleConformance(new EmbeddedHost(NoSessions));
}
