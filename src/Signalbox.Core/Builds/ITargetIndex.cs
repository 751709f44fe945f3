namespace Signalbox.Core.Builds;

/// <summary>
/// Who produces, or has produced, what: one row per target key, so that builds of the same thing can stand in for each other (B9). It
/// is beside the builds and not in one transaction with them; a holder may be out of date and is checked against its build before use.
/// </summary>
public interface ITargetIndex
{
    /// <summary>Makes the attempt the holder of the target if nobody is, or if the holder is <paramref name="replacing"/>.</summary>
    /// <returns>The holder now: the caller, or somebody else.</returns>
    Task<TargetHolder> ClaimAsync(string target, TaskAttempt attempt, TaskAttempt? replacing, CancellationToken cancellationToken);

    /// <summary>
    /// Remembers an instance to nudge when the target is settled. Look at the holder's build after this, not before: one that settles in
    /// between names nobody.
    /// </summary>
    Task AwaitAsync(string target, string instance, CancellationToken cancellationToken);

    /// <summary>
    /// The attempt has ended. With success it becomes the holder, whoever was; otherwise the row goes, if the attempt is its holder. A
    /// failure of one that is not the holder settles nothing: those who wait, wait for the holder.
    /// </summary>
    /// <returns>Instances to nudge; each is named once.</returns>
    Task<IReadOnlyList<string>> SettleAsync(string target, TaskAttempt attempt, bool succeeded, CancellationToken cancellationToken);

    /// <summary>Forgets a target whose build was deleted, if that attempt holds it.</summary>
    Task ForgetAsync(string target, TaskAttempt attempt, CancellationToken cancellationToken);
}

/// <summary>Who holds a target.</summary>
/// <param name="Attempt">The attempt.</param>
/// <param name="Succeeded">It is done and passed; else it may still be at work.</param>
public sealed record TargetHolder(TaskAttempt Attempt, bool Succeeded);
