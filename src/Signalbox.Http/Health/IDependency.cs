namespace Signalbox.Http.Health;

/// <summary>Something without which the service cannot do its work. Each adapter that reaches outside registers one.</summary>
public interface IDependency
{
    /// <summary>In the answer of `/ready`: `database`, `github`.</summary>
    string Name { get; }

    /// <summary>Returns when it works; throws what is wrong. Short, harmless, and cheap enough to be asked every second.</summary>
    Task CheckAsync(CancellationToken cancellationToken);
}
