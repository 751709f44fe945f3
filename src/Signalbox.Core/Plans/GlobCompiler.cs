namespace Signalbox.Core.Plans;

/// <summary>Turns a glob's text into steps.</summary>
internal sealed class GlobCompiler
{
    private readonly List<GlobStep> steps = [];
    private readonly Stack<Alternatives> braces = new();

    /// <summary>The steps; null when the braces do not match.</summary>
    public static GlobStep[]? Compile(string text)
    {
        var compiler = new GlobCompiler();
        for (var index = 0; index < text.Length; index++)
        {
            if (compiler.Take(text, index) is not { } length) return null;
            index += length - 1;
        }

        if (compiler.braces.Count > 0) return null;
        compiler.steps.Add(new(GlobStepKind.End));
        return [.. compiler.steps];
    }

    private int? Take(string text, int index)
    {
        switch (text[index])
        {
            case '*' when IsWholeSegment(text, index):
                return AnySegments(text, index);
            case '*':
                Repeat(GlobStepKind.InSegment);
                break;
            case '?':
                steps.Add(new(GlobStepKind.InSegment));
                break;
            case '{':
                braces.Push(new(steps.Count));
                // Becomes a split or a jump when it is known whether there is another alternative.
                steps.Add(default);
                break;
            case ',' when braces.TryPeek(out var open):
                open.Next(steps);
                break;
            case '}':
                if (!braces.TryPop(out var closed)) return null;
                closed.Close(steps);
                break;
            case var letter:
                steps.Add(new(GlobStepKind.Letter, letter));
                break;
        }

        return 1;
    }

    /// <summary>`**` between two of: the start, the end, a slash, a border of an alternative.</summary>
    private static bool IsWholeSegment(string text, int index) =>
        index + 1 < text.Length && text[index + 1] == '*'
        && (index == 0 || text[index - 1] is '/' or '{' or ',')
        && (index + 2 == text.Length || text[index + 2] is '/' or '}' or ',');

    /// <summary>`**/` is nothing, or anything up to a slash; `**` at the end is anything.</summary>
    private int AnySegments(string text, int index)
    {
        if (index + 2 == text.Length || text[index + 2] != '/')
        {
            Repeat(GlobStepKind.Any);
            return 2;
        }

        var split = steps.Count;
        steps.Add(default);
        Repeat(GlobStepKind.Any);
        steps.Add(new(GlobStepKind.Letter, '/'));
        steps[split] = new(GlobStepKind.Split, First: split + 1, Second: steps.Count);
        return 3;
    }

    private void Repeat(GlobStepKind kind)
    {
        var split = steps.Count;
        steps.Add(new(GlobStepKind.Split, First: split + 1, Second: split + 3));
        steps.Add(new(kind));
        steps.Add(new(GlobStepKind.Jump, First: split));
    }

    /// <summary>The parts between a pair of braces.</summary>
    private sealed class Alternatives(int start)
    {
        private readonly List<int> ends = [];
        private int split = start;

        /// <summary>One part ends, another begins.</summary>
        public void Next(List<GlobStep> steps)
        {
            ends.Add(steps.Count);
            steps.Add(default);
            steps[split] = new(GlobStepKind.Split, First: split + 1, Second: steps.Count);
            split = steps.Count;
            steps.Add(default);
        }

        /// <summary>The last part ends; every part goes on behind it.</summary>
        public void Close(List<GlobStep> steps)
        {
            steps[split] = new(GlobStepKind.Jump, First: split + 1);
            foreach (var end in ends) steps[end] = new(GlobStepKind.Jump, First: steps.Count);
        }
    }
}
