using OvfKit.Model;

namespace OvfKit.Tests.Model;

public sealed class AllocationUnitsTests
{
    [Theory]
    [InlineData(null, 1L), InlineData("", 1L), InlineData("byte", 1L), InlineData(" Bytes ", 1L)]
    [InlineData("byte * 2^10", 1L << 10), InlineData("byte*2^20", 1L << 20), InlineData("byte  *2 ^ 30", 1L << 30), InlineData("byte * 2^40", 1L << 40)]
    [InlineData("byte * 1024", 1024L), InlineData("byte * 2^10 * 4", 4096L), InlineData("byte * 10^6", 1_000_000L), InlineData("byte * 2^0", 1L)]
    [InlineData("KiloBytes", 1L << 10), InlineData("kb", 1L << 10), InlineData("MegaBytes", 1L << 20), InlineData("MB", 1L << 20)]
    [InlineData("GigaBytes", 1L << 30), InlineData("GB", 1L << 30), InlineData("TB", 1L << 40), InlineData("mebibyte", 1L << 20), InlineData("PB", 1L << 50), InlineData("MB * 2^10", 1L << 30)]
    [InlineData("byte * 2^62", 1L << 62)]
    public void Units_of_bytes_are_read(string? units, long bytes) => Assert.Equal(bytes, AllocationUnits.BytesPerUnit(units));

    [Theory]
    [InlineData("hertz * 10^6"), InlineData("bytes per second"), InlineData("2^20"), InlineData("byte * 2^63"), InlineData("byte * 2^99999999999")]
    [InlineData("byte * "), InlineData("byte * 0"), InlineData("byte * -1"), InlineData("byte * 2^"), InlineData("byte * 2^3^4"), InlineData("*"), InlineData("byte * 9223372036854775807 * 2")]
    public void Anything_else_is_no_unit(string units) => Assert.Null(AllocationUnits.BytesPerUnit(units));
}
