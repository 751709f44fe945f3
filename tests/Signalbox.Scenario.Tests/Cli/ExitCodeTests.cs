using Signalbox.Cli.Invocations;
using Signalbox.Core.Builds;
using Signalbox.Core.Changes;

namespace Signalbox.Scenario.Tests.Cli;

public sealed class ExitCodeTests
{
    [Theory]
    [InlineData(BuildState.Succeeded, null, 0)]
    [InlineData(BuildState.Failed, BuildFailure.CheckFailed, 1)]
    [InlineData(BuildState.Failed, BuildFailure.Timeout, 1)]
    [InlineData(BuildState.Failed, BuildFailure.ProviderCancelled, 1)]
    [InlineData(BuildState.Failed, BuildFailure.PlanError, 2)]
    [InlineData(BuildState.Failed, BuildFailure.ProviderUnavailable, 3)]
    [InlineData(BuildState.Failed, BuildFailure.LostTooOften, 3)]
    [InlineData(BuildState.Cancelled, null, 130)]
    public void A_build_ends_with_the_code_of_its_outcome(BuildState state, string? reason, int code)
    {
        var sha = CommitSha.Parse(new string('a', 40));
        var name = RepositoryName.Parse("acme/app");
        var head = new BuildHead
        {
            Id = BuildId.Parse("b-1"),
            CreatedAt = DateTimeOffset.UnixEpoch,
            State = state,
            Result = new(state == BuildState.Succeeded ? ResultKind.Success : ResultKind.Failed, reason),
            Request = new()
            {
                Repository = new(Repository.LocalHost, name),
                Ref = "HEAD",
                Sha = sha,
                Changes = [new([ChangeUri.ForRef(name, "HEAD", sha)], ChangeAction.Validate)],
                Reason = BuildReason.Cli,
            },
        };

        Assert.Equal(code, ExitCode.Of(head));
    }
}
