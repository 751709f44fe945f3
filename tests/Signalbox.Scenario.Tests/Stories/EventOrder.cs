namespace Signalbox.Scenario.Tests.Stories;

/// <summary>The order of a build's events, B2, as a grammar that is read from the first event to the last.</summary>
internal static class EventOrder
{
    private static readonly string[] Outcomes = ["BUILD_SUCCESS", "BUILD_FAIL", "BUILD_CANCELLED"];
    private static readonly string[] Afterwards = ["PROVIDER_LATE_RESULT", "PROVIDER_CANCEL_ERROR", "PROVIDER_STOPPED", "PLUGIN_ERROR", "REPORT_POSTED"];

    /// <summary>The test fails where the order is another.</summary>
    public static void IsThatOfABuild(IReadOnlyList<StoredEvent> events)
    {
        // What a provider says late may stand anywhere; what it may not is checked task by task.
        var rest = new Queue<StoredEvent>(events.Where(one => !Afterwards.Contains(one.Type)));
        Next(rest, "BUILD_RECEIVED");
        Next(rest, "BUILD_PLANNING");
        while (rest.Peek().Type == "TASK_PLANNED") rest.Dequeue();
        Next(rest, "BUILD_START");
        while (rest.Peek() is { Type: "STAGE_START" or "STAGE_SKIPPED" or "TASK_SKIPPED" } first)
        {
            if (first.Type == "STAGE_START") Stage(rest);
            else rest.Dequeue();
        }

        Next(rest, "BUILD_COMPLETE");
        Assert.Contains(rest.Dequeue().Type, Outcomes);
        Assert.Empty(rest);
        foreach (var task in events.Where(one => one.Task is not null).GroupBy(one => one.Task)) Task([.. task]);
    }

    private static void Stage(Queue<StoredEvent> rest)
    {
        var stage = Next(rest, "STAGE_START").Stage;
        while (rest.Peek().Type != "STAGE_COMPLETE")
        {
            var one = rest.Dequeue();
            // A cancel ends the tasks of later stages at once.
            Assert.True(one.Task is not null && (one.Stage == stage || one.Type == "TASK_CANCELLED"), $"{one} stands in stage {stage}");
        }

        Assert.Equal(stage, rest.Dequeue().Stage);
    }

    private static void Task(IReadOnlyList<StoredEvent> events)
    {
        Assert.Equal("TASK_PLANNED", events[0].Type);
        var outcomes = events.Where(one => one.Type is "TASK_SUCCESS" or "TASK_FAIL" or "TASK_SKIPPED" or "TASK_CANCELLED").ToList();
        Assert.True(outcomes.Count == 1, $"{events[0].Task} ends {outcomes.Count} times: {string.Join(", ", outcomes.Select(one => one.Type))}");
        var at = events.ToList().IndexOf(outcomes[0]);
        Assert.Equal(outcomes[0].Type is "TASK_SUCCESS" or "TASK_FAIL", events[at - 1].Type == "TASK_COMPLETE");
        Assert.All(events.Skip(at + 1), late => Assert.Contains(late.Type, Afterwards));
    }

    private static StoredEvent Next(Queue<StoredEvent> rest, string type)
    {
        var one = rest.Dequeue();
        Assert.Equal(type, one.Type);
        return one;
    }
}
