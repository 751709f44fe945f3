using Signalbox.Core.Changes;

namespace Signalbox.Core.Secrets;

/// <summary>Values of secrets, handed out at the moment of use and never stored.</summary>
public interface ISecrets
{
    /// <summary>Whether the host allows the name for the repository and has a value for it (T1).</summary>
    bool Has(Repository repository, string name);

    /// <summary>The value; null where <see cref="Has"/> is false.</summary>
    string? Find(Repository repository, string name);

    /// <summary>
    /// Every value that the host holds, whoever may use it: to be hidden wherever a build could show it. A task runs beside the host
    /// and may come by a value that it was not given.
    /// </summary>
    IReadOnlyCollection<string> Values { get; }
}
