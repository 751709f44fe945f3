namespace Signalbox.Providers.Fake;

/// <summary>How a build ends by itself; in configuration and in ids the lower-case words.</summary>
internal enum FakeOutcome
{
    /// <summary>It passes.</summary>
    Succeed,

    /// <summary>The change does not pass.</summary>
    Fail,

    /// <summary>Somebody cancels it in the CI (P5).</summary>
    Cancel,

    /// <summary>The CI loses it and says so (P10).</summary>
    Lose,

    /// <summary>It runs until we cancel it.</summary>
    Never,
}

/// <summary>Their words.</summary>
internal static class FakeOutcomes
{
    public static IReadOnlyList<string> Words { get; } = [.. Enum.GetValues<FakeOutcome>().Select(Word)];

    public static string Word(FakeOutcome outcome) => outcome.ToString().ToLowerInvariant();

    public static bool TryParse(string word, out FakeOutcome outcome)
    {
        var at = Words.ToList().IndexOf(word);
        outcome = (FakeOutcome)at;
        return at >= 0;
    }
}
