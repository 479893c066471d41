package io.sluice.quarantine.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.apache.tika.mime.MimeTypes;
import org.jspecify.annotations.Nullable;

/** Finds out what content really is, by its first bytes, and whether that contradicts what it is said to be. */
final class ContentTypes {

    private static final MimeTypes TYPES = MimeTypes.getDefaultMimeTypes();
    private static final MediaTypeRegistry REGISTRY = TYPES.getMediaTypeRegistry();
    private static final Set<String> GENERIC = Set.of(
            "application/octet-stream",
            "application/x-octet-stream",
            "application/binary",
            "application/unknown",
            "application/force-download",
            "application/download",
            "application/x-download",
            "application/x-tika-msoffice");

    /** No registered type is as long; what is longer is not looked at. */
    private static final int LONGEST = 100;

    private static final Pattern TYPE = Pattern.compile("([\\w!#$&^.+-]+)/([\\w!#$&^.+-]+)");

    private ContentTypes() {}

    /** Takes a type apart without Tika's own way to do it, which remembers thousands of types for ever. */
    private static @Nullable MediaType type(@Nullable String text) {
        if (text == null || text.length() > LONGEST) {
            return null;
        }
        Matcher type = TYPE.matcher(text.strip().toLowerCase(Locale.ROOT));
        return type.matches() ? new MediaType(type.group(1), type.group(2)) : null;
    }

    /** Returns the type that the first bytes of some content show, without parameters; text is {@code text/plain}. */
    static String detect(byte[] head) {
        if (head.length == 0) {
            return "application/octet-stream";
        }
        try {
            return TYPES.detect(new ByteArrayInputStream(head), new Metadata())
                    .getBaseType()
                    .toString();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Returns whether a type is, or is made of, another. */
    static boolean is(String type, String other) {
        MediaType known = type(type);
        MediaType wanted = type(other);
        return known != null && wanted != null && REGISTRY.isInstanceOf(REGISTRY.normalize(known), wanted);
    }

    /** Returns whether content contradicts its declared type or its name. */
    static boolean contradict(String detected, @Nullable String declared, @Nullable String fileName) {
        return contradict(detected, declared) || contradict(detected, byName(fileName));
    }

    private static @Nullable String byName(@Nullable String fileName) {
        if (fileName == null) {
            return null;
        }
        Metadata name = new Metadata();
        name.set(TikaCoreProperties.RESOURCE_NAME_KEY, "file." + FileName.extension(fileName));
        try {
            return TYPES.detect(null, name).getBaseType().toString();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static boolean contradict(String detected, @Nullable String claimed) {
        MediaType shown = type(detected);
        MediaType said = type(claimed);
        if (shown == null || said == null || GENERIC.contains(detected) || GENERIC.contains(claimed)) {
            return false;
        }
        MediaType one = REGISTRY.normalize(shown).getBaseType();
        MediaType other = REGISTRY.normalize(said).getBaseType();
        if (isText(one)) {
            // text is a poor guess: only what can never be text contradicts it
            return (Set.of("image", "audio", "video", "font").contains(other.getType()) && !isText(other))
                    || REGISTRY.isInstanceOf(other, MediaType.APPLICATION_ZIP)
                    || other.equals(MediaType.application("pdf"));
        }
        return !REGISTRY.isInstanceOf(one, other) && !REGISTRY.isInstanceOf(other, one);
    }

    private static boolean isText(MediaType type) {
        return REGISTRY.isInstanceOf(type, MediaType.TEXT_PLAIN)
                || type.getType().equals("text")
                || type.getType().equals("message")
                || type.getSubtype().endsWith("xml");
    }
}
