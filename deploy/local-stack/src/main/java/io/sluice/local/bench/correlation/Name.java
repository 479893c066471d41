package io.sluice.local.bench.correlation;

import java.util.Locale;

/**
 * How something is called in a recorded event, and what it is called in an event that is made from it. What has the
 * same number has the same name, so that what was one thing stays one thing.
 */
sealed interface Name {

    /** Returns the name for a number. */
    String of(long number);

    /** Something that begins with eight hexadecimal digits: an id, a hash. Only these change, each time. */
    record Hexadecimal(String recorded) implements Name {

        private static final int DIGITS = 8;
        private static final int GOLDEN = 0x9E3779B1;

        @Override
        public String of(long number) {
            int changed = Integer.parseUnsignedInt(recorded, 0, DIGITS, 16) ^ (int) number * GOLDEN;
            return String.format(Locale.ROOT, "%08x", changed) + recorded.substring(DIGITS);
        }
    }

    /** Something that begins with nine digits: an alert's number. */
    record Decimal(String recorded) implements Name {

        private static final int DIGITS = 9;
        private static final long MODULUS = 1_000_000_000;

        @Override
        public String of(long number) {
            long changed = (Long.parseLong(recorded, 0, DIGITS, 10) + number * 1_000_003) % MODULUS;
            return String.format(Locale.ROOT, "%09d", changed) + recorded.substring(DIGITS);
        }
    }

    /** A small number of its own for each, and one of several in a play: an incident. */
    record Counted(int ordinal) implements Name {

        @Override
        public String of(long number) {
            return Long.toString(100_000 + number * Mold.MOST_OF_A_KIND + ordinal);
        }
    }

    /** An address. */
    record Address(int ordinal) implements Name {

        @Override
        public String of(long number) {
            long value = number * Mold.MOST_OF_A_KIND + ordinal;
            return "11." + ((value >> 16) & 255) + "." + ((value >> 8) & 255) + "." + (value & 255);
        }
    }

    /** A domain under {@code example}. */
    record Domain(String recorded) implements Name {

        @Override
        public String of(long number) {
            return recorded.substring(0, recorded.lastIndexOf('.')) + "-" + number + ".example";
        }
    }

    /** Something that is all the same in every recording: what stands before and behind the number. */
    record Plain(String before, String after) implements Name {

        @Override
        public String of(long number) {
            return before + number + after;
        }
    }

    /** The same with eight hexadecimal digits. */
    record Padded(String before, String after) implements Name {

        @Override
        public String of(long number) {
            return before + String.format(Locale.ROOT, "%08x", number) + after;
        }
    }
}
