using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Signalbox.Core.Builds;
using Signalbox.Core.Results;

namespace Signalbox.Embedded.Files;

/// <summary>Where the file store keeps what, below its root.</summary>
/// <param name="root">The store's directory, absolute.</param>
internal sealed class ResultLayout(string root)
{
    /// <summary>The store's directory.</summary>
    public string Root => root;

    /// <summary>Files on their way: a rename moves them to their place, and what a crash left here is rubbish.</summary>
    public string Incoming => Path.Combine(root, "incoming");

    /// <summary>The attempt's log: `logs/{build}/{task}/{attempt}.log`.</summary>
    public string Log(TaskAttempt attempt) => Path.Combine(Logs(attempt.Build), FileName.Escape(attempt.Task), $"{Number(attempt)}.log");

    /// <summary>The logs of a build.</summary>
    public string Logs(BuildId build) => Path.Combine(root, "logs", FileName.Escape(build.Value));

    /// <summary>The kept files of an attempt, side by side: so a file `a` and a file `a/b` are no contradiction.</summary>
    public string Files(TaskAttempt attempt) => Path.Combine(Files(attempt.Build), FileName.Escape(attempt.Task), Number(attempt));

    /// <summary>The kept files of a build.</summary>
    public string Files(BuildId build) => Path.Combine(root, "files", FileName.Escape(build.Value));

    /// <summary>One kept file.</summary>
    /// <exception cref="ArgumentException">See <see cref="ResultPath"/>.</exception>
    public string File(TaskAttempt attempt, string path) => Path.Combine(Files(attempt), FileName.Escape(ResultPath.Check(path)));

    /// <summary>The pointer of an address: which run it shows.</summary>
    public string Pointer(ResultAddress address) => Path.Combine(
        root,
        "results",
        FileName.Escape(address.Repository.Value),
        FileName.Escape(address.HeadRepository.Value),
        FileName.Escape(address.Branch),
        $"{address.Sha}.json");

    /// <summary>The addresses that a build was published at, one small file each: the way back for a delete.</summary>
    public string Addresses(BuildId build) => Path.Combine(root, "addresses", FileName.Escape(build.Value));

    /// <summary>The note that the build was published at the address.</summary>
    public string Note(BuildId build, ResultAddress address) => Path.Combine(
        Addresses(build), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Pointer(address))).AsSpan(0, 16)));

    private static string Number(TaskAttempt attempt) => attempt.Attempt.ToString(CultureInfo.InvariantCulture);
}
