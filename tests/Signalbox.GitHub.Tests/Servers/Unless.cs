using Microsoft.AspNetCore.Http;

namespace Signalbox.GitHub.Tests.Servers;

/// <summary>Answers that leave the requests for tokens to the server.</summary>
public static class Unless
{
    /// <summary>One after the other, the last one for all that follow.</summary>
    public static Func<Asked, HttpContext, Task<bool>> ForToken(params Func<HttpContext, Task>[] replies)
    {
        var next = -1;
        return async (asked, context) =>
        {
            if (asked.IsForToken) return false;
            await replies[Math.Min(Interlocked.Increment(ref next), replies.Length - 1)](context);
            return true;
        };
    }
}
