using Signalbox.Core.Events;
using Spectre.Console;

namespace Signalbox.Cli.Live;

/// <summary>Draws the live tree at a steady pace, however many events come between two frames.</summary>
internal sealed class TreeView : IBuildView
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(120);
    private readonly LivePane pane;
    private readonly LogTails tails;
    private readonly TimeProvider time;
    private readonly PeriodicTimer timer;
    private readonly Task drawing;
    private volatile BuildProgress? shown;

    /// <summary>Begins to draw.</summary>
    public TreeView(IAnsiConsole console, LogTails tails, TimeProvider time)
    {
        (pane, this.tails, this.time) = (new(console), tails, time);
        timer = new(Pace, time);
        drawing = DrawAsync();
    }

    public void Show(BuildEvent next, BuildProgress build) => shown = build;

    public void Settle()
    {
        // The next frame is never far.
    }

    public async ValueTask DisposeAsync()
    {
        timer.Dispose();
        await drawing;
    }

    private async Task DrawAsync()
    {
        try
        {
            while (await timer.WaitForNextTickAsync()) await DrawFrameAsync();
            await DrawFrameAsync();
        }
        finally
        {
            pane.Close();
        }
    }

    private async Task DrawFrameAsync()
    {
        if (shown is not { } build) return;
        TreeChoice choice;
        lock (build.Gate) choice = TreeChoice.Of(build, pane.Height);
        await tails.ReadAsync(choice.Head.Id, choice.Tasks, CancellationToken.None);
        pane.Draw(LiveTree.Lines(choice, tails.Find, time.GetUtcNow()));
    }
}
