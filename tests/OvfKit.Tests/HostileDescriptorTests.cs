using System.Text;
using OvfKit.Diagnostics;

namespace OvfKit.Tests;

/// <summary>A descriptor of 50 MB made to cost: refused with a code before it costs much.</summary>
public sealed class HostileDescriptorTests
{
    private const int Size = 50_000_000;
    private const string Head = "<Envelope xmlns=\"http://schemas.dmtf.org/ovf/envelope/1\" xmlns:ovf=\"http://schemas.dmtf.org/ovf/envelope/1\">";

    public static TheoryData<string, string> Shapes { get; } = new()
    {
        { "deep nesting", "<a>" },
        { "attributes", "" },
        { "huge text", "text " },
        { "elements", "<a/>" },
        { "entities", "&amp;" },
        { "findings", "<Bogus/>" },
    };

    [Theory, MemberData(nameof(Shapes))]
    public void A_descriptor_of_fifty_megabytes_is_refused_at_once(string shape, string piece)
    {
        var bytes = Build(shape, piece, Size);
        var (exception, allocated) = Refused(bytes);

        Assert.Equal("OVF0001", exception.Diagnostic.Id);
        Assert.True(allocated < 100_000, $"{allocated:N0} bytes were allocated");
    }

    /// <summary>The same just below the limit of size, where the other limits have to hold.</summary>
    [Theory]
    [InlineData("deep nesting", "<a>"), InlineData("attributes", ""), InlineData("elements", "<a/>")]
    public void Below_the_limit_of_size_the_others_hold(string shape, string piece)
    {
        var bytes = Build(shape, piece, 30 << 20);
        var (exception, allocated) = Refused(bytes);

        Assert.Equal("OVF0006", exception.Diagnostic.Id);
        Assert.True(allocated < 20L * bytes.Length, $"{allocated:N0} bytes were allocated");
    }

    private static (InvalidContentException Exception, long Allocated) Refused(byte[] bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var exception = Assert.Throws<InvalidContentException>(() => OvfDescriptor.Parse(bytes, "hostile.ovf"));
        return (exception, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static byte[] Build(string shape, string piece, int size)
    {
        var text = new StringBuilder(Head, size + 100);
        if (shape == "attributes")
            text.Append("<a");
        for (var number = 0; text.Length < size; number++)
        {
            if (shape == "attributes")
                text.Append(" a").Append(number).Append("=\"\"");
            else
                text.Append(piece);
        }
        return Encoding.UTF8.GetBytes(text.Append(shape == "attributes" ? "/></Envelope>" : "</Envelope>").ToString());
    }
}
