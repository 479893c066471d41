package io.sluice.enrichment.entity;

import com.google.common.net.InetAddresses;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * IP addresses in the one way to write them: four decimal numbers, or RFC 5952. An IPv4 address in an IPv6 one is the
 * IPv4 address; zones and ports are left out. No name is ever looked up.
 */
final class IpAddresses {

    private static final int MAX_LENGTH = 80;

    private IpAddresses() {}

    /** Returns the canonical form of an address that says something outside of its own network; otherwise nothing. */
    static @Nullable String global(@Nullable String text) {
        InetAddress address = parse(text);
        return address == null || isLocal(address) ? null : InetAddresses.toAddrString(address);
    }

    /** Returns the canonical form of an address. */
    static String text(InetAddress address) {
        return InetAddresses.toAddrString(address);
    }

    /** Returns the address that a text is, with or without brackets, port and zone; nothing if it is none. */
    static @Nullable InetAddress parse(@Nullable String text) {
        if (text == null || text.length() > MAX_LENGTH) {
            return null;
        }
        String address = text.strip();
        if (address.isEmpty()) {
            return null;
        }
        if (address.charAt(0) == '[') {
            int close = address.indexOf(']');
            if (close < 0) {
                return null;
            }
            address = address.substring(1, close);
        }
        int colon = address.indexOf(':');
        if (colon < 0) {
            return v4(address, address.length());
        }
        return colon == address.lastIndexOf(':') ? v4(address, colon) : v6(address);
    }

    private static @Nullable InetAddress v4(String text, int end) {
        byte[] bytes = new byte[4];
        int part = 0;
        int value = 0;
        int digits = 0;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c == '.' && digits > 0 && part < 3) {
                bytes[part++] = (byte) value;
                value = 0;
                digits = 0;
            } else if (CanonicalText.isDigit(c) && (digits == 0 || value > 0)) {
                value = value * 10 + (c - '0');
                digits++;
            } else {
                return null;
            }
            if (value > 255) {
                return null;
            }
        }
        if (part != 3 || digits == 0) {
            return null;
        }
        bytes[3] = (byte) value;
        return ofBytes(bytes);
    }

    private static @Nullable InetAddress v6(String text) {
        int zone = text.indexOf('%');
        String address = zone < 0 ? text : text.substring(0, zone);
        for (int i = 0; i < address.length(); i++) {
            char c = address.charAt(i);
            if (!CanonicalText.isHex(c) && c != ':' && c != '.') {
                return null;
            }
        }
        try {
            return InetAddresses.forString(address);
        } catch (IllegalArgumentException notAnAddress) {
            return null;
        }
    }

    /** Returns the IPv4 address of a number. */
    static InetAddress ofNumber(long number) {
        return ofBytes(
                new byte[] {(byte) (number >>> 24), (byte) (number >>> 16), (byte) (number >>> 8), (byte) number});
    }

    private static InetAddress ofBytes(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("Four bytes are an address", impossible);
        }
    }

    /**
     * Whether an address means another machine in each network: private (RFC 1918, RFC 4193), shared by a carrier (RFC
     * 6598), of the machine or link itself, of a group, or none. Those for documentation and benchmarks are not among
     * them: tests and simulators use them for what is global.
     */
    static boolean isLocal(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return true;
        }
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        if (address instanceof Inet4Address) {
            return first == 0 || first >= 240 || (first == 100 && (bytes[1] & 0xc0) == 64);
        }
        return (first & 0xfe) == 0xfc;
    }
}
