using System.Collections.Immutable;

namespace Signalbox.Core.Plans.Schema;

/// <summary>`plan` and `queuePlan`.</summary>
internal static class PlanShape
{
    private static readonly Key<Located<string>> Name = new(
        "name", new LocatedShape<string>(Texts.Name), "The stage's name, unique in its plan.", required: true);

    private static readonly Key<ImmutableArray<Located<string>>> Tasks = new(
        "tasks", new ListShape<Located<string>>(new LocatedShape<string>(Texts.NotEmpty), "task", task => task.Value),
        "Names of blueprints. Their tasks run side by side; an empty stage succeeds.", []);

    private static readonly SectionShape<Stage> Stage = new("a stage", [Name, Tasks], section =>
        new(section.Get(Name), section.Get(Tasks)));

    private static readonly Key<bool> FailFast = new(
        "failFast", new BooleanShape(), "The first failure of a stage cancels the stage's other tasks.", false);

    private static readonly Key<ImmutableArray<Stage>> Stages = new(
        "stages", new ListShape<Stage>(Stage, "stage", stage => stage.Name.Value),
        "Stages in order. A stage starts when the one before it succeeded; after a failure the later ones are skipped.", []);

    public static readonly SectionShape<StagedPlan> Plan = new(
        "a plan", [FailFast, Stages], section => new(section.Get(FailFast), section.Get(Stages)), "plan");
}
