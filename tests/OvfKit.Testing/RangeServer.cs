using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OvfKit.Testing;

/// <summary>A web server for one file on this machine, which counts what it sends.</summary>
public sealed class RangeServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string _path;
    private readonly Task _serving;
    private long _sent;

    /// <summary>Begins to serve a file.</summary>
    public RangeServer(string path)
    {
        _path = path;
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>The file's address.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/{Path.GetFileName(_path)}");

    /// <summary>Bytes of the file that were sent.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>How many requests came.</summary>
    public int Requests { get; private set; }

    /// <summary>Whether parts are given, or only the whole.</summary>
    public bool GivesRanges { get; set; } = true;

    /// <summary>How many of the next requests are answered with half of what was asked for.</summary>
    public int BreakNext { get; set; }

    /// <summary>How many of the next requests are answered with 503.</summary>
    public int RefuseNext { get; set; }

    /// <summary>The entity tag, which says that it is the same file.</summary>
    public string Tag { get; set; } = "\"one\"";

    /// <inheritdoc/>
    public void Dispose()
    {
        _listener.Dispose();
        _serving.Wait();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync().ConfigureAwait(false);
                try
                {
                    await AnswerAsync(client.GetStream()).ConfigureAwait(false);
                }
                catch (IOException)
                {
                    // The reader had enough.
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        var range = "";
        var condition = "";
        while (await reader.ReadLineAsync().ConfigureAwait(false) is { Length: > 0 } line)
        {
            if (line.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase))
                range = line[13..];
            if (line.StartsWith("If-Range: ", StringComparison.OrdinalIgnoreCase))
                condition = line[10..];
        }

        Requests++;
        if (RefuseNext > 0)
        {
            RefuseNext--;
            await stream.WriteAsync("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray()).ConfigureAwait(false);
            return;
        }

        using var file = File.OpenRead(_path);
        var (from, to) = (0L, file.Length - 1);
        var isPart = GivesRanges && range.Length > 0 && (condition.Length == 0 || condition == Tag);
        if (isPart)
        {
            from = long.Parse(range.Split('-')[0], CultureInfo.InvariantCulture);
            to = Math.Min(to, long.Parse(range.Split('-')[1], CultureInfo.InvariantCulture));
        }

        var head = $"HTTP/1.1 {(isPart ? $"206 Part\r\nContent-Range: bytes {from}-{to}/{file.Length}" : "200 OK")}\r\nETag: {Tag}\r\nContent-Length: {to - from + 1}\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head)).ConfigureAwait(false);
        var left = to - from + 1;
        if (BreakNext > 0)
        {
            BreakNext--;
            left /= 2;
        }

        var buffer = new byte[1 << 16];
        for (file.Position = from; left > 0;)
        {
            var read = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left))).ConfigureAwait(false);
            await stream.WriteAsync(buffer.AsMemory(0, read)).ConfigureAwait(false);
            Interlocked.Add(ref _sent, read);
            left -= read;
        }
    }
}
