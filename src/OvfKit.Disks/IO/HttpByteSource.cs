using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using OvfKit.Diagnostics;

namespace OvfKit.IO;

/// <summary>A file on a web server, of which only the parts that are read are transferred (RFC 9110, 14).</summary>
/// <remarks>Thread-safe. What was read lately is kept in memory, up to <see cref="CacheSize"/> bytes; who reads on gets more with each request.</remarks>
public sealed class HttpByteSource : ByteSource
{
    /// <summary>The most bytes that are kept in memory.</summary>
    public const int CacheSize = CachedBlocks * BlockSize;

    private const int BlockSize = 1 << 16;
    private const int CachedBlocks = 256;
    private const int MostAtOnce = 64;

    private readonly HttpClient _client;
    private readonly Uri _address;
    private readonly HttpOptions _options;
    private readonly EntityTagHeaderValue? _tag;
    private readonly CancellationToken _stop;
    private readonly Lock _lock = new();
    private readonly Dictionary<long, byte[]> _blocks = [];
    private readonly Dictionary<long, Task> _coming = [];
    private readonly Queue<long> _order = new();
    private long _expectedNext = -1;
    private int _window = 1;

    private HttpByteSource(HttpClient client, Uri address, HttpOptions options, long length, EntityTagHeaderValue? tag, CancellationToken stop)
    {
        _stop = stop;
        _client = client;
        _address = address;
        _options = options;
        _tag = tag is { IsWeak: false } ? tag : null;
        Name = NameOf(address);
        Length = length;
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override long Length { get; }

    /// <inheritdoc/>
    public override string? Stamp => _tag?.ToString();

    /// <summary>Asks the server for the beginning of a file. A server that gives only whole files has it copied into a temporary one (<c>OVF6090</c>).</summary>
    /// <param name="address">The address, http or https.</param>
    /// <param name="client">Makes the requests; not owned, must outlive the source.</param>
    /// <param name="options">Patience and places; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work, also reads of the source that wait for the server later on.</param>
    /// <exception cref="ArgumentException">The address is not one of http or https.</exception>
    /// <exception cref="FileNotFoundException">The server does not have the file, or gives it to nobody (403, 404, 410).</exception>
    /// <exception cref="IOException">The server cannot be reached, or does not give the file.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static async Task<ByteSource> OpenAsync(Uri address, HttpClient client, HttpOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(client);
        if (!IsWeb(address))
            throw new ArgumentException($"{address} is no address of http or https", nameof(address));
        options ??= HttpOptions.Default;
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await TryOpenAsync(address, client, options, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (IsPassing(exception, cancellationToken))
            {
                if (attempt >= options.Retries)
                    throw Failed(address, exception);
                await Task.Delay(Pause(options, attempt), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Whether an address is one of http or https.</summary>
    /// <param name="address">The address.</param>
    public static bool IsWeb(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);
    }

    /// <inheritdoc/>
    protected override int ReadCore(long offset, Span<byte> destination)
    {
        for (var done = 0; done < destination.Length;)
        {
            var position = offset + done;
            var block = Block(position / BlockSize, (offset + destination.Length - 1) / BlockSize);
            var within = (int)(position % BlockSize);
            var count = Math.Min(block.Length - within, destination.Length - done);
            block.AsSpan(within, count).CopyTo(destination[done..]);
            done += count;
        }

        return destination.Length;
    }

    private static async Task<ByteSource> TryOpenAsync(Uri address, HttpClient client, HttpOptions options, CancellationToken cancellationToken)
    {
        using var request = Request(address, 0, BlockSize);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange is { From: 0, Length: { } length })
        {
            var source = new HttpByteSource(client, address, options, length, response.Headers.ETag, cancellationToken);
            var first = new byte[(int)Math.Min(BlockSize, length)];
            var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
                await body.ReadExactlyAsync(first, cancellationToken).ConfigureAwait(false);
            source.Keep(0, first);
            return source;
        }

        // An empty file has no first byte to ask for.
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && response.Content.Headers.ContentRange?.Length == 0)
            return FromMemory(default, NameOf(address));
        Require(response, address);
        if (response.StatusCode != HttpStatusCode.OK)
            throw new IOException($"{NameOf(address)}: the server answered {(int)response.StatusCode} to a request for the beginning of the file");
        options.Diagnostics?.Add(HttpDiagnostics.RangesRefused.At(
            new Location(NameOf(address)), "the server gives no parts of files, so the whole file was copied into a temporary one before it was read"));
        var whole = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (whole.ConfigureAwait(false))
        {
            var copy = await SpoolAsync(whole, NameOf(address), options.TempDirectory, cancellationToken).ConfigureAwait(false);
            if (response.Content.Headers.ContentLength is not { } stated || stated == copy.Length)
                return copy;
            copy.Dispose();
            throw new EndOfStreamException($"the connection ended before the last of {stated} bytes");
        }
    }

    private byte[] Block(long index, long lastWanted)
    {
        while (true)
        {
            Task? coming;
            var count = 0;
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_lock)
            {
                if (_blocks.TryGetValue(index, out var known))
                    return known;
                if (!_coming.TryGetValue(index, out coming))
                    count = Claim(index, lastWanted, done.Task);
            }

            // Who checks a file while another copies it wants the same bytes at the same time.
            if (coming is null)
                return Load(index, count, done);
            coming.Wait(_stop);
        }
    }

    private int Claim(long index, long lastWanted, Task coming)
    {
        _window = index == _expectedNext ? Math.Min(_window * 2, MostAtOnce) : 1;
        var most = (int)Math.Min(Math.Max(lastWanted - index + 1, _window), MostAtOnce);
        var count = 0;
        while (count < most && !_blocks.ContainsKey(index + count) && _coming.TryAdd(index + count, coming))
            count++;
        _expectedNext = index + count;
        return count;
    }

    private byte[] Load(long index, int count, TaskCompletionSource done)
    {
        var bytes = Array.Empty<byte>();
        try
        {
            var start = index * BlockSize;
            bytes = Fetch(start, (int)Math.Min((long)count * BlockSize, Length - start));
        }
        finally
        {
            lock (_lock)
            {
                for (var i = count - 1; i >= 0; i--)
                {
                    if (i * BlockSize < bytes.Length)
                        Keep(index + i, bytes[(i * BlockSize)..Math.Min((i + 1) * BlockSize, bytes.Length)]);
                    _coming.Remove(index + i);
                }
            }

            done.SetResult();
        }

        return bytes[..Math.Min(BlockSize, bytes.Length)];
    }

    private void Keep(long index, byte[] block)
    {
        if (!_blocks.TryAdd(index, block))
            return;
        _order.Enqueue(index);
        if (_order.Count > CachedBlocks)
            _blocks.Remove(_order.Dequeue());
    }

    private byte[] Fetch(long offset, int count)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return TryFetch(offset, count);
            }
            catch (Exception exception) when (_stop.IsCancellationRequested && exception is not OperationCanceledException)
            {
                throw new OperationCanceledException("the work was cancelled", exception, _stop);
            }
            catch (Exception exception) when (IsPassing(exception, _stop))
            {
                if (attempt >= _options.Retries)
                    throw Failed(_address, exception);
                _stop.WaitHandle.WaitOne(Pause(_options, attempt));
            }
        }
    }

    private byte[] TryFetch(long offset, int count)
    {
        using var request = Request(_address, offset, count);
        if (_tag is not null)
            request.Headers.IfRange = new RangeConditionHeaderValue(_tag);
        using var response = _client.Send(request, HttpCompletionOption.ResponseHeadersRead, _stop);
        // A read that waits for the server hears of nothing else.
        using var stopping = _stop.Register(static response => ((HttpResponseMessage)response!).Dispose(), response);
        Require(response, _address);
        var range = response.Content.Headers.ContentRange;
        if (response.StatusCode != HttpStatusCode.PartialContent || range?.From != offset || (range.HasLength && range.Length != Length))
            throw HttpDiagnostics.Changed.Invalid(Location.AtOffset(Name, offset), "the server has another file now than when reading began; begin again");
        var bytes = new byte[count];
        using var body = response.Content.ReadAsStream(_stop);
        body.ReadExactly(bytes);
        return bytes;
    }

    private static HttpRequestMessage Request(Uri address, long offset, int count)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Range = new RangeHeaderValue(offset, offset + count - 1);
        // Ranges count the bytes that travel, so these must be the file's own.
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        return request;
    }

    private static void Require(HttpResponseMessage response, Uri address)
    {
        if (response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError)
            throw new HttpRequestException($"the server answered {(int)response.StatusCode}");
        if (response.IsSuccessStatusCode)
            return;
        var message = string.Create(CultureInfo.InvariantCulture, $"{NameOf(address)}: the server answered {(int)response.StatusCode} {response.ReasonPhrase}");
        // Stores that do not tell strangers what they have answer 403 to requests for what they do not have.
        throw response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone or HttpStatusCode.Forbidden ? new FileNotFoundException(message) : new IOException(message);
    }

    private static bool IsPassing(Exception exception, CancellationToken cancellationToken) =>
        exception is HttpRequestException or EndOfStreamException or HttpIOException || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested);

    private static TimeSpan Pause(HttpOptions options, int attempt) => options.FirstPause * (1 << Math.Min(attempt, 10));

    private static IOException Failed(Uri address, Exception exception) => new($"{NameOf(address)}: {exception.Message}", exception);

    // A password in an address must not get into messages.
    private static string NameOf(Uri address) => address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
}
