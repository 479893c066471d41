package io.sluice.quarantine.mail;

import io.sluice.contracts.mail.ArchiveListing;
import io.sluice.contracts.mail.MailPart;
import io.sluice.contracts.mail.MessageHeaders;
import io.sluice.contracts.mail.NestedMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.Base64InputStream;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.QuotedPrintableInputStream;
import org.apache.james.mime4j.io.MaxHeaderLengthLimitException;
import org.apache.james.mime4j.io.MaxLineLimitException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.jspecify.annotations.Nullable;

/**
 * Walks through a message and the messages in it, token by token, and notes every part. Paths are those of IMAP (RFC
 * 9051): the parts of a container are numbered from 1, a message in part 2 has the parts 2.1, 2.2 and so on; its
 * outermost container, which IMAP does not number, is 2.0.
 */
final class MessageReader {

    /** Most that mime4j holds of one header field of a part; a message's own header is cut before. */
    private static final int PART_HEADER = 256 * 1024;

    private static final int NAME = 300;
    private static final int TOKEN = 100;

    private static final MimeConfig CONFIG = MimeConfig.custom()
            .setStrictParsing(false)
            .setMaxLineLen(PART_HEADER)
            .setMaxHeaderLen(PART_HEADER)
            .setMaxHeaderCount(-1)
            .setMaxContentLen(-1)
            .setMalformedHeaderStartsBody(false)
            .build();

    private static final Set<String> MESSAGES = Set.of("message/rfc822", "message/global");
    private static final Set<String> ENCODINGS = Set.of("7bit", "8bit", "binary", "base64", "quoted-printable");

    private final Findings findings;
    private final BodyText text;
    private final ArchiveLister archives;
    private final List<MailPart> parts = new ArrayList<>();
    private final List<NestedMessage> messages = new ArrayList<>();

    /** Which part is being read. */
    private static final class Place {
        private @Nullable String path;

        Place(@Nullable String path) {
            this.path = path;
        }
    }

    /** A container that is being read. */
    private static final class Container {
        private final String prefix;
        private final String defaultType;
        private int children;

        Container(String prefix, Header header) {
            this.prefix = prefix;
            this.defaultType =
                    Parameters.of(header.first("content-type")).value().equals("multipart/digest")
                            ? "message/rfc822"
                            : "";
        }
    }

    /** Thrown when there are too many parts. */
    private static final class EnoughException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    MessageReader(Findings findings, BodyText text, ArchiveLister archives) {
        this.findings = findings;
        this.text = text;
        this.archives = archives;
    }

    List<MailPart> parts() {
        return parts;
    }

    List<NestedMessage> messages() {
        return messages;
    }

    /**
     * Reads a message as far as it can be read, and fills its header.
     *
     * @throws IOException if the stream fails, or what lies over it
     */
    void read(InputStream message, Header header) throws IOException {
        try {
            read(new HeaderGuard(message, null, findings), null, 1, header);
        } catch (EnoughException enough) {
            findings.limit(null, "parts", findings.limits().parts());
        }
    }

    /** Reads a message; {@code at} is the path of the part that it is, nothing for the outermost. */
    private void read(InputStream message, @Nullable String at, int depth, Header header) throws IOException {
        Place current = new Place(at);
        MimeTokenStream tokens = new MimeTokenStream(CONFIG, new Defects(current), null);
        Deque<Container> containers = new ArrayDeque<>();
        String prefix = at == null ? "" : at + ".";
        String path = null;
        Header fields = header;
        try {
            tokens.parse(message);
            for (EntityState state = tokens.getState();
                    state != EntityState.T_END_OF_STREAM;
                    state = next(tokens, containers, current.path, state, fields)) {
                switch (state) {
                    case T_START_BODYPART -> {
                        Container container = containers.getLast();
                        path = container.prefix + ++container.children;
                        current.path = path;
                        fields = new Header(path, findings);
                    }
                    case T_FIELD -> fields.add(tokens.getField().getName(), raw(tokens));
                    case T_START_MULTIPART -> {
                        boolean outermost = path == null;
                        String container = path == null ? prefix + "0" : path;
                        containers.addLast(new Container(outermost ? prefix : path + ".", fields));
                        current.path = container;
                        container(container, fields);
                    }
                    case T_PREAMBLE, T_EPILOGUE -> {
                        // no program shows it, unless the boundary is wrong: then everything may be here
                        String around = current.path == null ? prefix + "0" : current.path;
                        text.read(around, tokens.getInputStream(), new byte[0], null, false);
                    }
                    case T_END_MULTIPART -> containers.removeLast();
                    case T_BODY -> {
                        String body = path == null ? prefix + "1" : path;
                        current.path = body;
                        body(body, fields, containers.isEmpty() ? "" : containers.getLast().defaultType, tokens, depth);
                    }
                    default -> {}
                }
            }
        } catch (MaxHeaderLengthLimitException | MaxLineLimitException tooLong) {
            findings.limit(current.path, "partHeaderBytes", PART_HEADER);
        } catch (MimeException malformed) {
            findings.defect(current.path, "notUnderstood");
        }
    }

    private EntityState next(
            MimeTokenStream tokens, Deque<Container> containers, @Nullable String at, EntityState state, Header fields)
            throws IOException, MimeException {
        if (state != EntityState.T_END_HEADER) {
            return tokens.next();
        }
        Parameters type = Parameters.of(fields.first("content-type"));
        if (type.value().startsWith("multipart/") && type.get("boundary") != null) {
            if (containers.size() < findings.limits().partDepth()) {
                return tokens.next();
            }
            findings.limit(at, "partDepth", findings.limits().partDepth());
        }
        // a message in the message is read here, to have its digests, and not by mime4j
        tokens.setRecursionMode(RecursionMode.M_FLAT);
        EntityState next = tokens.next();
        tokens.setRecursionMode(RecursionMode.M_RECURSE);
        return next;
    }

    private static byte[] raw(MimeTokenStream tokens) {
        var raw = tokens.getField().getRaw();
        return raw == null ? new byte[0] : raw.toByteArray();
    }

    private void room() throws EnoughException {
        if (parts.size() >= findings.limits().parts()) {
            throw new EnoughException();
        }
    }

    private void container(String path, Header header) throws IOException {
        room();
        Parameters type = Parameters.of(header.first("content-type"));
        List<String> flags = new ArrayList<>();
        if (type.value().equals("multipart/encrypted")) {
            flags.add("encrypted");
        }
        String protocol = type.get("protocol");
        if (protocol != null && protocol.toLowerCase(Locale.ROOT).contains("pgp")) {
            flags.add("pgp");
        } else if (protocol != null && protocol.toLowerCase(Locale.ROOT).contains("pkcs7")) {
            flags.add("smime");
        }
        parts.add(new MailPart(
                path,
                "container",
                findings.keepOrNothing(type.value(), TOKEN),
                null,
                false,
                null,
                null,
                null,
                null,
                findings.keepOrNothing(header.first("content-transfer-encoding"), TOKEN),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                flags));
    }

    private void body(String path, Header header, String defaultType, MimeTokenStream tokens, int depth)
            throws IOException {
        room();
        String declared = header.first("content-type");
        Parameters type = Parameters.of(declared == null ? defaultType : declared);
        Parameters disposition = Parameters.of(header.first("content-disposition"));
        if (type.value().startsWith("multipart/")) {
            findings.defect(path, type.get("boundary") == null ? "noBoundary" : "boundaryNotUnderstood");
        }
        String encoding = Parameters.withoutComments(
                        header.first("content-transfer-encoding") == null
                                ? ""
                                : header.first("content-transfer-encoding"))
                .strip()
                .toLowerCase(Locale.ROOT);
        if (!encoding.isEmpty() && !ENCODINGS.contains(encoding)) {
            findings.defect(path, "unknownTransferEncoding");
        }
        int slot = parts.size();
        parts.add(placeholder(path)); // parts of a message in it come behind it
        Measured content = new Measured(decoded(path, header, encoding, tokens));
        byte[] head = content.head();
        String detected = ContentTypes.detect(head);
        String fileName = fileName(type, disposition);
        String role = "attachment";
        Long characters = null;
        ArchiveListing archive = null;
        List<String> flags = new ArrayList<>(fileName == null ? List.of() : FileName.flags(fileName, false));
        boolean text = isText(type.value(), detected, fileName);
        boolean html = isHtml(type.value(), detected, fileName);
        if (isMessage(type.value(), detected, fileName)) {
            role = "message";
            message(path, content, head, depth);
        } else if (text || html) {
            boolean body = !"attachment".equals(disposition.value()) && fileName == null;
            role = body && text ? "text" : "attachment";
            characters = this.text.read(path, content, head, type.get("charset"), html);
        } else {
            String format = ArchiveLister.format(detected);
            if (format != null) {
                archive = archives.list(path, format, content, head);
            }
        }
        content.drain();
        judge(type, detected, fileName, head, archive, flags);
        Measured.Digests digests = content.digests();
        parts.set(
                slot,
                new MailPart(
                        path,
                        role,
                        findings.keepOrNothing(type.value(), TOKEN),
                        content.size() == 0 ? null : Printable.text(detected, TOKEN),
                        content.size() > 0 && ContentTypes.contradict(detected, type.value(), fileName),
                        findings.keepOrNothing(fileName, NAME),
                        fileName == null ? null : findings.keepOrNothing(FileName.safe(fileName), NAME),
                        findings.keepOrNothing(disposition.value(), TOKEN),
                        findings.keepOrNothing(contentId(header), NAME),
                        findings.keepOrNothing(encoding, TOKEN),
                        findings.keepOrNothing(type.get("charset"), TOKEN),
                        content.size(),
                        digests.md5(),
                        digests.sha1(),
                        digests.sha256(),
                        characters,
                        archive,
                        flags.stream().distinct().toList()));
    }

    /** Returns the decoded body; the parser does not know an encoding with a comment behind it, and others do. */
    private InputStream decoded(String path, Header header, String encoding, MimeTokenStream tokens) {
        String written = header.first("content-transfer-encoding");
        if (written == null || written.indexOf('(') < 0) {
            return tokens.getDecodedInputStream();
        }
        findings.defect(path, "commentInTransferEncoding");
        return switch (encoding) {
            case "base64" -> new Base64InputStream(tokens.getInputStream());
            case "quoted-printable" -> new QuotedPrintableInputStream(tokens.getInputStream());
            default -> tokens.getDecodedInputStream();
        };
    }

    private static MailPart placeholder(String path) {
        return new MailPart(
                path,
                "attachment",
                null,
                null,
                false,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of());
    }

    private void message(String path, Measured content, byte[] head, int depth) throws IOException {
        if (depth >= findings.limits().messageDepth()) {
            findings.limit(path, "messageDepth", findings.limits().messageDepth());
            return;
        }
        Header header = new Header(path, findings);
        int slot = messages.size();
        read(new HeaderGuard(content.content(head), path, findings), path, depth + 1, header);
        MessageHeaders headers = new MessageHeader(findings).read(path, header);
        messages.add(
                slot,
                new NestedMessage(
                        path, headers, ReceivedPath.untrusted(header, findings).hops()));
    }

    private static @Nullable String fileName(Parameters type, Parameters disposition) {
        String name = disposition.get("filename");
        if (name == null || name.isBlank()) {
            name = type.get("name");
        }
        return name == null || name.isBlank() ? null : name.strip();
    }

    private static @Nullable String contentId(Header header) {
        String id = header.first("content-id");
        return id == null ? null : id.replace("<", "").replace(">", "");
    }

    /** Whether a part is a message, or is one as soon as somebody opens the attachment. */
    private static boolean isMessage(String declared, String detected, @Nullable String fileName) {
        if (MESSAGES.contains(declared)) {
            return true;
        }
        boolean looks = detected.equals("message/rfc822");
        boolean named = fileName != null && "eml".equals(FileName.extension(fileName));
        if (declared.startsWith("multipart/") || declared.equals("text/html")) {
            return false;
        }
        boolean shown = declared.startsWith("text/") || declared.isEmpty();
        return shown ? looks && named : looks || (named && ContentTypes.is(detected, "text/plain"));
    }

    /** Whether a part is text to a mail program, or an attachment whose content is text. */
    private static boolean isText(String declared, String detected, @Nullable String fileName) {
        boolean said = (declared.isEmpty() && fileName == null)
                || declared.startsWith("text/")
                || declared.startsWith("multipart/")
                || declared.startsWith("message/");
        return said || detected.startsWith("text/") || detected.equals("application/xml");
    }

    private static boolean isHtml(String declared, String detected, @Nullable String fileName) {
        String extension = fileName == null ? null : FileName.extension(fileName);
        return declared.equals("text/html")
                || declared.equals("application/xhtml+xml")
                || (HtmlLinks.looksLikeHtml(detected) && !declared.equals("text/plain"))
                || (extension != null
                        && Set.of("htm", "html", "shtml", "xhtml", "svg", "mht", "xht")
                                .contains(extension));
    }

    private static void judge(
            Parameters type,
            String detected,
            @Nullable String fileName,
            byte[] head,
            @Nullable ArchiveListing archive,
            List<String> flags) {
        String name = fileName == null ? "" : fileName.toLowerCase(Locale.ROOT);
        String declared = type.value();
        if (declared.equals("application/ms-tnef") || name.equals("winmail.dat") || isTnef(head)) {
            flags.add("tnef");
        }
        if (declared.contains("pkcs7") || name.endsWith(".p7m") || name.endsWith(".p7s")) {
            flags.add("smime");
            String kind = type.get("smime-type");
            if (declared.endsWith("pkcs7-mime") && (kind == null || kind.equalsIgnoreCase("enveloped-data"))) {
                flags.add("encrypted");
            }
        }
        if (declared.startsWith("application/pgp") || detected.startsWith("application/pgp")) {
            flags.add("pgp");
            if (declared.equals("application/pgp-encrypted") || detected.equals("application/pgp-encrypted")) {
                flags.add("encrypted");
            }
        }
        if (name.endsWith(".rpmsg")) {
            flags.add("encrypted");
        }
        if (ContentTypes.is(detected, "application/x-msdownload")
                || ContentTypes.is(detected, "application/x-dosexec")
                || ContentTypes.is(detected, "application/x-executable")
                || ContentTypes.is(detected, "application/x-elf")
                || ContentTypes.is(detected, "application/x-mach-o")) {
            flags.add("executable");
        }
        if (archive != null) {
            if (archive.encrypted()) {
                flags.add("encrypted");
            }
            if (archive.entries().stream().anyMatch(entry -> entry.name().endsWith("vbaProject.bin"))) {
                flags.add("macros");
            }
        }
    }

    private static boolean isTnef(byte[] head) {
        return head.length > 3 && head[0] == 0x78 && head[1] == (byte) 0x9F && head[2] == 0x3E && head[3] == 0x22;
    }

    /** Notes what mime4j would complain about, and lets it go on. */
    private final class Defects extends DecodeMonitor {
        private final Place current;

        Defects(Place current) {
            this.current = current;
        }

        @Override
        public boolean warn(String error, String dropDesc) {
            findings.defect(current.path, word(error));
            return false;
        }

        @Override
        public boolean isListening() {
            return true;
        }
    }

    /** Returns a word for what mime4j says in a sentence. */
    private static String word(String error) {
        String lower = error.toLowerCase(Locale.ROOT);
        if (lower.contains("base64") || lower.contains("padding")) {
            return "base64";
        } else if (lower.contains("body part ended prematurely")) {
            return "boundaryMissing";
        } else if (lower.contains("unexpected end of headers")) {
            return "headerEndsEarly";
        } else if (lower.contains("invalid header")) {
            return "invalidHeader";
        } else if (lower.contains("obsolete")) {
            return "obsoleteHeader";
        }
        return lower.contains("quoted")
                        || lower.contains("malformed")
                        || lower.contains("encoded")
                        || lower.contains("bit")
                ? "quotedPrintable"
                : "malformed";
    }
}
