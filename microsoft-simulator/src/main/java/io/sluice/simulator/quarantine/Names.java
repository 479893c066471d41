package io.sluice.simulator.quarantine;

import java.util.List;
import java.util.Locale;

/** Small things about a sender that follow from its address. */
final class Names {

    static final List<String> WORDS = List.of(
            "apex", "bright", "cargo", "direct", "easy", "first", "global", "harbour", "instant", "jet", "kiosk",
            "lucky", "metro", "north", "orbit", "prime", "quick", "royal", "smart", "trade", "union", "vista", "west",
            "zenith");

    private Names() {}

    /** A display name. */
    static String display(String address) {
        String part = address.substring(0, address.indexOf('@')).replaceAll("[._-]+", " ");
        return part.isEmpty() ? address : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1);
    }

    /** The address of the server; 198.18.0.0/15 belongs to nobody (RFC 2544). */
    static String address(String sender) {
        int hash = sender.substring(sender.indexOf('@') + 1).hashCode();
        return "198.%d.%d.%d".formatted(18 + (hash & 1), hash >>> 8 & 0xFF, 1 + Math.floorMod(hash >>> 16, 254));
    }

    /** Base64, but now and then something else. */
    static BodyEncoding encoding(long seed) {
        return switch (Math.floorMod(seed >>> 11, 16)) {
            case 0, 1 -> BodyEncoding.SEVEN_BIT;
            case 2 -> BodyEncoding.BINARY;
            default -> BodyEncoding.BASE64;
        };
    }
}
