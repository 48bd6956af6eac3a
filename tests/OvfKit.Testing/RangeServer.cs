using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OvfKit.Testing;

/// <summary>A web server for one file of this machine, or for those of a folder, which counts what it sends.</summary>
public sealed class RangeServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string _path;
    private readonly Thread _serving;
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly ManualResetEventSlim _ending = new();
    private long _sent;

    /// <summary>Begins to serve a file, or the files of a folder.</summary>
    public RangeServer(string path)
    {
        _path = path;
        _listener.Start();
        _serving = new Thread(Serve) { IsBackground = true };
        _serving.Start();
    }

    /// <summary>The file's address.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/{Path.GetFileName(_path)}");

    /// <summary>The address of a file of the folder.</summary>
    /// <param name="name">The name, encoded as in addresses.</param>
    public Uri AddressOf(string name) => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/{name}");

    /// <summary>What was asked for, in order.</summary>
    public IReadOnlyList<string> Asked => [.. _asked];

    /// <summary>Bytes of files that were sent.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>How many requests came.</summary>
    public int Requests { get; private set; }

    /// <summary>Whether parts are given, or only the whole.</summary>
    public bool GivesRanges { get; set; } = true;

    /// <summary>How many of the next requests are answered with half of what was asked for.</summary>
    public int BreakNext { get; set; }

    /// <summary>How many of the next requests are answered with 503.</summary>
    public int RefuseNext { get; set; }

    /// <summary>How many bytes are sent before the server says nothing more and keeps the connection, until it is disposed.</summary>
    public long StallsAfter { get; set; } = long.MaxValue;

    /// <summary>The entity tag, which says that it is the same file.</summary>
    public string Tag { get; set; } = "\"one\"";

    /// <inheritdoc/>
    public void Dispose()
    {
        _listener.Dispose();
        _ending.Set();
        _serving.Join();
        _ending.Dispose();
    }

    // On a thread of its own: tests that read from many threads leave the pool none to answer them with.
    private void Serve()
    {
        try
        {
            while (true)
            {
                using var client = _listener.AcceptTcpClient();
                try
                {
                    Answer(client.GetStream());
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

    private void Answer(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        if (reader.ReadLine()?.Split(' ') is not [_, var target, ..])
            return;
        var (range, condition) = ("", "");
        _asked.Enqueue(target);
        while (reader.ReadLine() is { Length: > 0 } line)
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
            stream.Write("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8);
            return;
        }

        var path = Directory.Exists(_path) ? Path.Combine(_path, Uri.UnescapeDataString(target.Split('?')[0].TrimStart('/'))) : _path;
        if (!File.Exists(path))
        {
            stream.Write("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8);
            return;
        }

        using var file = File.OpenRead(path);
        var (from, to) = (0L, file.Length - 1);
        var isPart = GivesRanges && range.Length > 0 && (condition.Length == 0 || condition == Tag);
        if (isPart)
        {
            from = long.Parse(range.Split('-')[0], CultureInfo.InvariantCulture);
            to = Math.Min(to, long.Parse(range.Split('-')[1], CultureInfo.InvariantCulture));
        }

        var head = $"HTTP/1.1 {(isPart ? $"206 Part\r\nContent-Range: bytes {from}-{to}/{file.Length}" : "200 OK")}\r\nETag: {Tag}\r\nContent-Length: {to - from + 1}\r\nConnection: close\r\n\r\n";
        stream.Write(Encoding.ASCII.GetBytes(head));
        var left = to - from + 1;
        if (BreakNext > 0)
        {
            BreakNext--;
            left /= 2;
        }

        var buffer = new byte[1 << 16];
        for (file.Position = from; left > 0;)
        {
            var read = file.Read(buffer.AsSpan(0, (int)Math.Min(buffer.Length, left)));
            stream.Write(buffer.AsSpan(0, read));
            Interlocked.Add(ref _sent, read);
            left -= read;
            if (Sent >= StallsAfter)
                _ending.Wait();
        }
    }
}
