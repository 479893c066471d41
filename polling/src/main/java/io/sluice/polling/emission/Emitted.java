package io.sluice.polling.emission;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was emitted of one alert or incident.
 *
 * @param changedAt when Microsoft changed what was emitted last
 * @param tellings the versions emitted, newest first, at most {@link #REMEMBERED}; among them those that were not
 *     emitted because another interface had told the same
 * @param place where it was then; nothing where it does not move without a new time
 */
record Emitted(
        Instant changedAt, List<Telling> tellings, @Nullable Place place) {

    /**
     * How many versions are remembered: as many as could be on their way through two connections of a tenant at once.
     */
    static final int REMEMBERED = 8;

    private static final int VERSION_LENGTH = 16;
    private static final int TEXT_LENGTH = 2 * VERSION_LENGTH + Source.LENGTH;

    /**
     * A version of a finding, as one interface tells it.
     *
     * @param version of all that this interface says
     * @param alike the version of what every interface that shows it says; nothing where one alone does
     */
    record Telling(String version, @Nullable Alike alike) {

        Telling {
            if (version.length() != VERSION_LENGTH) {
                throw new IllegalArgumentException("A version has " + VERSION_LENGTH + " characters");
            }
        }

        /** Returns the telling of an interface that alone shows what it tells. */
        static Telling of(String version) {
            return new Telling(version, null);
        }

        private boolean isSaidBy(Telling other) {
            return alike != null && other.alike != null && alike.gist.equals(other.alike.gist);
        }

        private boolean isOfTheInterfaceOf(Telling other) {
            return alike != null && other.alike != null && alike.source.equals(other.alike.source);
        }
    }

    /**
     * What every interface says that shows a finding.
     *
     * @param gist the version of it
     * @param source which interface it is
     */
    record Alike(String gist, Source source) {}

    /**
     * An interface, in few characters.
     *
     * @param tag {@link #LENGTH} of them
     */
    record Source(String tag) {

        private static final int LENGTH = 8;

        /** Returns the interface of a name. */
        static Source named(String name) {
            return new Source(HexFormat.of().toHexDigits(name.hashCode()));
        }
    }

    /**
     * Where something was that moves without a new time.
     *
     * @param mark of the place's name
     * @param readAt when it was read there, to the millisecond
     */
    record Place(int mark, Instant readAt) {

        /** Less than a version: who knows of no places reads the versions all the same. */
        private static final int LENGTH = Integer.BYTES + Long.BYTES;

        Place {
            readAt = readAt.truncatedTo(ChronoUnit.MILLIS);
        }

        /** Returns the place of a name. */
        static Place named(String name, Instant readAt) {
            return new Place(name.hashCode(), readAt);
        }

        private boolean isLeftFor(Place other) {
            return mark != other.mark && other.readAt.isAfter(readAt);
        }
    }

    Emitted {
        tellings = List.copyOf(tellings);
    }

    Emitted(Instant changedAt, List<Telling> tellings) {
        this(changedAt, tellings, null);
    }

    /** Returns the same of something that was at a place. */
    Emitted at(@Nullable Place other) {
        return new Emitted(changedAt, tellings, other);
    }

    /** Returns what is known after one more version, the first one if nothing is known yet. */
    static Emitted after(@Nullable Emitted before, Telling telling, Instant changedAt) {
        List<Telling> tellings = new ArrayList<>();
        tellings.add(telling);
        if (before != null) {
            before.tellings.stream()
                    .filter(other -> !other.version.equals(telling.version)) // one that returns moves to the front
                    .limit(REMEMBERED - 1)
                    .forEach(tellings::add);
        }
        return new Emitted(changedAt, tellings);
    }

    /**
     * Returns whether a version is what another interface told, in words of its own. If this interface has told it too,
     * it says something else by now that only it says.
     */
    boolean isToldByAnother(Telling telling) {
        return tellings.stream().anyMatch(telling::isSaidBy)
                && tellings.stream().noneMatch(it -> telling.isSaidBy(it) && telling.isOfTheInterfaceOf(it));
    }

    /** Returns what is known once a version has been seen that {@link #isToldByAnother another interface told}. */
    Emitted and(Telling telling) {
        List<Telling> all = new ArrayList<>(tellings);
        int told = 0;
        while (told < all.size() && !telling.isSaidBy(all.get(told))) {
            told++;
        }
        all.add(Math.min(told + 1, all.size()), telling);
        return new Emitted(changedAt, all.subList(0, Math.min(all.size(), REMEMBERED)), place);
    }

    /** Returns whether a version is known already. */
    boolean has(String version) {
        return tellings.stream().anyMatch(it -> it.version.equals(version));
    }

    /**
     * Returns whether something that was read is what was true before: Microsoft can answer from a place that is
     * behind, and polls can overtake one another. A time stamp that was in the future says nothing.
     */
    boolean isNewerThan(Instant otherChangedAt, Instant otherReadAt) {
        return otherChangedAt.isBefore(changedAt) && !changedAt.isAfter(otherReadAt);
    }

    /** Returns whether a version is the one that was emitted last. */
    boolean isLast(String version) {
        return tellings.getFirst().version.equals(version);
    }

    /**
     * Returns whether something that was read says again, since a later time, what was emitted before the last version
     * was. Where the time of change is a part of what is said, that does not happen: then it is another version.
     */
    boolean isReturn(String version, Instant otherChangedAt) {
        return !isLast(version) && otherChangedAt.isAfter(changedAt);
    }

    /** Returns whether something is back, without a new time, where it was: then what was read later is true. */
    boolean isMovedBack(String version, Instant otherChangedAt, Place other) {
        return !isLast(version) && otherChangedAt.equals(changedAt) && place != null && place.isLeftFor(other);
    }

    /**
     * Eight bytes for the time and the versions of 16 characters each; where an interface is not alone, the time with
     * all bits turned round, and three texts for each version, blank where there is none. Last the place, if any, in 12
     * bytes.
     */
    byte[] toBytes() {
        boolean shared = tellings.stream().anyMatch(it -> it.alike != null);
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES
                        + tellings.size() * (shared ? TEXT_LENGTH : VERSION_LENGTH)
                        + (place == null ? 0 : Place.LENGTH))
                .putLong(shared ? ~changedAt.toEpochMilli() : changedAt.toEpochMilli());
        for (Telling telling : tellings) {
            bytes.put(telling.version.getBytes(US_ASCII));
            if (shared) {
                String alike = telling.alike == null
                        ? " ".repeat(TEXT_LENGTH - VERSION_LENGTH)
                        : telling.alike.gist + telling.alike.source.tag;
                bytes.put(alike.getBytes(US_ASCII));
            }
        }
        if (place != null) {
            bytes.putInt(place.mark).putLong(place.readAt.toEpochMilli());
        }
        return bytes.array();
    }

    static Emitted of(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        long time = bytes.getLong();
        boolean shared = time < 0;
        List<Telling> tellings = new ArrayList<>();
        byte[] text = new byte[shared ? TEXT_LENGTH : VERSION_LENGTH];
        while (bytes.remaining() >= text.length) {
            bytes.get(text);
            tellings.add(telling(new String(text, US_ASCII)));
        }
        Place place = bytes.remaining() == Place.LENGTH
                ? new Place(bytes.getInt(), Instant.ofEpochMilli(bytes.getLong()))
                : null;
        return new Emitted(Instant.ofEpochMilli(shared ? ~time : time), tellings, place);
    }

    private static Telling telling(String text) {
        String version = text.substring(0, VERSION_LENGTH);
        return text.length() == VERSION_LENGTH || text.charAt(VERSION_LENGTH) == ' '
                ? Telling.of(version)
                : new Telling(
                        version,
                        new Alike(
                                text.substring(VERSION_LENGTH, 2 * VERSION_LENGTH),
                                new Source(text.substring(2 * VERSION_LENGTH))));
    }
}
