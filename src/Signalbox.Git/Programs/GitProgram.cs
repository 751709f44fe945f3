using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Signalbox.Core.Forges;

namespace Signalbox.Git.Programs;

/// <summary>
/// Runs git: no shell, a clean environment, bounded output, killed with its children on cancel. One process per question, about 2 ms:
/// a `cat-file` process kept open would answer faster, but from the shallow boundary of its start, and it would hold packs open.
/// </summary>
public sealed class GitProgram(GitOptions options)
{
    /// <summary>The most bytes that one run may print: a list of a million paths passes.</summary>
    internal const int MaxOutput = 256 * 1024 * 1024;

    private const int MaxErrors = 8_000;

    private readonly GitEnvironment environment = new(options.Environment);
    private readonly string executable = ExecutablePath.Find(options.Executable) ?? options.Executable;
    private Task? checkedVersion;

    /// <summary>Runs git and gives what came of it, whatever its exit code.</summary>
    /// <exception cref="ForgeException">Git is missing, too old, or printed too much.</exception>
    internal async Task<GitOutput> TryRunAsync(GitCall call, CancellationToken cancellationToken)
    {
        await CheckVersionAsync().WaitAsync(cancellationToken);
        return await StartAsync(call, cancellationToken);
    }

    /// <summary>Runs git where nothing but success is expected.</summary>
    /// <exception cref="ForgeException">It failed; the message has the command and what git said.</exception>
    internal async Task<GitOutput> RunAsync(GitCall call, CancellationToken cancellationToken)
    {
        var output = await TryRunAsync(call, cancellationToken);
        return output.ExitCode == 0 ? output : throw Failure(call, output);
    }

    /// <summary>The error of a run that ended in a way nobody planned.</summary>
    internal static ForgeException Failure(GitCall call, GitOutput output) =>
        new($"git {call.Command} in '{call.Directory}' ended with exit code {output.ExitCode}: {output.Errors.Trim()}");

    private Task CheckVersionAsync()
    {
        // Two first callers may both ask; a failed check is asked again, so that installing git heals a running host.
        if (checkedVersion is { IsFaulted: false } done) return done;
        return checkedVersion = CheckAsync();

        async Task CheckAsync()
        {
            var output = await StartAsync(new(Path.GetTempPath(), "version"), CancellationToken.None);
            if (GitVersion.Problem(output.Text, executable) is { } problem) throw new ForgeException(problem);
        }
    }

    private async Task<GitOutput> StartAsync(GitCall call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var process = Start(call);
        try
        {
            var errors = ReadErrorsAsync(process.StandardError, cancellationToken);
            var input = WriteAsync(process, call.Input, cancellationToken);
            var bytes = await ReadAsync(process.StandardOutput.BaseStream, call, cancellationToken);
            await input;
            await process.WaitForExitAsync(cancellationToken);
            return new(process.ExitCode, bytes, await errors);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            // Who is told that it ended may delete the directory that it wrote to.
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }
    }

    private Process Start(GitCall call)
    {
        // Without this a missing directory and a missing git would be the same error.
        if (!Directory.Exists(call.Directory)) throw new ForgeException($"The directory '{call.Directory}' does not exist.");
        var start = new ProcessStartInfo(executable, call.Arguments)
        {
            WorkingDirectory = call.Directory,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        environment.ApplyTo(start.Environment, call.Environment);
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new ForgeException(GitVersion.Missing(executable), error);
        }
    }

    private static async Task WriteAsync(Process process, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = process.StandardInput.BaseStream;
            await stream.WriteAsync(input, cancellationToken);
        }
        catch (IOException)
        {
            // Git ended without reading all of it; its exit code and its errors say why.
        }
    }

    private static async Task<byte[]> ReadAsync(Stream stream, GitCall call, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            if (bytes.Length + count > MaxOutput)
                throw new ForgeException($"git in '{call.Directory}' printed more than {MaxOutput / 1024 / 1024} MB.");
            bytes.Write(buffer, 0, count);
        }

        return bytes.ToArray();
    }

    private static async Task<string> ReadErrorsAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var kept = new StringBuilder();
        var buffer = new char[2048];
        while (await reader.ReadAsync(buffer, cancellationToken) is > 0 and var count)
            kept.Append(buffer, 0, Math.Min(count, MaxErrors - kept.Length));
        return kept.ToString();
    }
}
