package io.sluice.simulator.mail;

import io.sluice.simulator.mail.Shape.Flaw;
import io.sluice.simulator.mail.Shape.Transfer;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Writes letters out as the bytes of RFC 5322, the odd and broken ones too. No library could write those, so none is
 * used. The same letter gives the same bytes.
 */
public final class Composer {

    private static final String SAFE_LINKS = "https://eur01.safelinks.protection.outlook.com/?url=";
    private static final String CRLF = "\r\n";

    private final Letter letter;
    private final Shape shape;
    private final SplittableRandom random;
    private int boundaries;

    private Composer(Letter letter) {
        this.letter = letter;
        this.shape = letter.shape();
        this.random = new SplittableRandom(letter.seed());
    }

    /** The bytes of a letter. */
    public static byte[] compose(Letter letter) {
        return new Composer(letter).message();
    }

    private byte[] message() {
        byte[] above = Transport.above(letter, random);
        byte[] below = Transport.below(letter, random);
        byte[] message =
                new Bytes().raw(above).raw(own()).raw(below).raw(whole()).done();
        return shape.flaw() == Flaw.BARE_LF ? withoutReturns(message, above.length + below.length) : message;
    }

    // ---- headers of the sender

    private byte[] own() {
        Bytes out = new Bytes();
        String to = String.join(",\r\n\t", letter.recipients());
        String subject = header(letter.subject());
        String name = header(letter.senderName());
        out.line("From: " + (name.startsWith("=?") || shape.flaw() == Flaw.RAW_HEADERS ? name : '"' + name + '"') + " <"
                + letter.sender() + ">");
        out.line("To: " + to);
        out.line("Subject: " + subject);
        if (shape.flaw() == Flaw.DUPLICATES) {
            out.line("From: <support@" + letter.domain() + ">");
            out.line("Subject: Re: " + subject);
            out.line("Content-Type: text/html; charset=us-ascii");
        }
        if (shape.flaw() == Flaw.NULS) {
            out.line("X-Mailer: Mass\0Mailer 4.2");
        }
        out.line("Date: " + Transport.date(letter.received().minusSeconds(5)));
        out.line("Message-ID: " + letter.internetMessageId());
        if (letter.verdict().bulkComplaints() > 0) {
            out.line("List-Unsubscribe: <https://" + letter.senderDomain() + "/u/"
                    + Long.toString(letter.seed() & Long.MAX_VALUE, 36) + ">");
        }
        out.line("Reply-To: " + letter.sender());
        out.line("MIME-Version: 1.0");
        return out.done();
    }

    private String header(String text) {
        return shape.flaw() == Flaw.RAW_HEADERS
                ? text
                : Encodings.words(text, shape.charset(), shape.label(), (letter.seed() & 1) == 0);
    }

    // ---- parts

    /** The entity that is the message's body, with attachments around the text when there are some. */
    private byte[] whole() {
        byte[] text = text();
        if (letter.files().isEmpty()) {
            return text;
        }
        List<byte[]> parts = new ArrayList<>(List.of(text));
        letter.files().forEach(file -> parts.add(attachment(file)));
        return multipart("mixed", parts);
    }

    private byte[] text() {
        return switch (shape.structure()) {
            case TEXT -> leaf("text/plain", plain());
            case HTML -> leaf("text/html", html(false));
            case ALTERNATIVE ->
                multipart("alternative", List.of(leaf("text/plain", plain()), leaf("text/html", html(false))));
            case RELATED ->
                multipart(
                        "related",
                        List.of(
                                multipart(
                                        "alternative",
                                        List.of(leaf("text/plain", plain()), leaf("text/html", html(true)))),
                                inlinePicture()));
            case CALENDAR ->
                multipart(
                        "alternative",
                        List.of(leaf("text/plain", plain()), leaf("text/calendar; method=REQUEST", invitation())));
            case FORWARDED -> multipart("mixed", List.of(leaf("text/plain", forwardNote()), forwarded()));
        };
    }

    private byte[] multipart(String subtype, List<byte[]> parts) {
        String boundary = "_%03d_%016x%s_"
                .formatted(
                        ++boundaries, random.nextLong(), letter.senderDomain().hashCode());
        Bytes out = new Bytes();
        out.line("Content-Type: multipart/" + subtype + ";");
        out.line("\tboundary=\"" + boundary + "\"");
        out.line("");
        if (boundaries == 1) {
            out.line("This is a multi-part message in MIME format.");
        }
        for (byte[] part : parts) {
            out.line("--" + boundary).raw(part).line("");
        }
        if (shape.flaw() != Flaw.OPEN_BOUNDARY) {
            out.line("--" + boundary + "--");
        }
        return out.done();
    }

    private byte[] leaf(String type, String text) {
        Charset charset = shape.charset();
        byte[] bytes = text.getBytes(charset);
        Transfer transfer = shape.transfer();
        byte[] encoded = switch (transfer) {
            case SEVEN_BIT, EIGHT_BIT -> bytes;
            case QUOTED -> Encodings.quotedPrintable(bytes);
            case BASE64 -> Encodings.base64(bytes);
        };
        return new Bytes()
                .line("Content-Type: " + type + "; charset=\"" + shape.label() + "\"")
                .line("Content-Transfer-Encoding: " + transfer.token())
                .line("")
                .raw(encoded)
                .line("")
                .done();
    }

    private byte[] attachment(FileContent file) {
        return new Bytes()
                .line("Content-Type: " + file.mediaType()
                        + ((letter.seed() & 2) == 0 && file.name().chars().allMatch(c -> c < 128)
                                ? ";\r\n\tname=\"" + file.name() + "\""
                                : ""))
                .line("Content-Disposition: attachment;")
                .line("\t" + Encodings.fileName(file.name(), (int) (letter.seed() >>> 3)))
                .line("Content-Transfer-Encoding: base64")
                .line("")
                .raw(Encodings.base64(file.bytes()))
                .line("")
                .done();
    }

    private byte[] inlinePicture() {
        FileContent picture = new FileContent("image001.png", letter.seed());
        return new Bytes()
                .line("Content-Type: image/png; name=\"image001.png\"")
                .line("Content-Disposition: inline; filename=\"image001.png\"")
                .line("Content-ID: <" + pictureId() + ">")
                .line("Content-Transfer-Encoding: base64")
                .line("")
                .raw(Encodings.base64(picture.bytes()))
                .line("")
                .done();
    }

    private String pictureId() {
        return "image001.png@01D%08X.5A1CE000".formatted((int) letter.seed());
    }

    private byte[] forwarded() {
        Letter inner = new Letter(
                letter.tenantId(),
                letter.domain(),
                letter.networkMessageId(),
                "<" + Long.toHexString(letter.seed()) + ".fwd@" + letter.senderDomain() + ">",
                "noreply@" + letter.senderDomain(),
                "Original sender",
                letter.senderIp(),
                List.of(letter.sender()),
                letter.subject(),
                letter.received().minusSeconds(3600),
                letter.verdict(),
                true,
                Shape.LATIN1_HTML,
                List.of(new FileContent("Beleg.pdf", letter.seed() + 1)),
                letter.urls(),
                letter.seed() + 1);
        Composer composer = new Composer(inner);
        return new Bytes()
                .line("Content-Type: message/rfc822")
                .line("Content-Disposition: attachment; filename=\"original.eml\"")
                .line("")
                .raw(composer.own())
                .raw(composer.whole())
                .done();
    }

    // ---- what it says

    private String plain() {
        Language language = shape.language();
        StringBuilder text = new StringBuilder()
                .append(language.greeting())
                .append(CRLF)
                .append(CRLF)
                .append(language.matter())
                .append(CRLF);
        if (shape.flaw() == Flaw.NULS) {
            text.append("vi\0agra \0\0").append(CRLF);
        }
        if (!letter.urls().isEmpty()) {
            text.append(language.request()).append(CRLF);
            letter.urls().forEach(url -> text.append(written(url)).append(CRLF));
        }
        letter.files().stream()
                .filter(file -> file.name().endsWith(".zip"))
                .forEach(file ->
                        text.append("Password: ").append(file.password()).append(CRLF));
        return text.append(CRLF).append(language.closing()).append(CRLF).toString();
    }

    private String written(String url) {
        return shape.flaw() == Flaw.DEFANGED ? url.replaceFirst("^http", "hxxp").replace(".", "[.]") : url;
    }

    private String forwardNote() {
        return "FYI, see the attached message." + CRLF + CRLF + letter.senderName() + CRLF;
    }

    private String html(boolean dressed) {
        Language language = shape.language();
        StringBuilder html = new StringBuilder()
                .append("<!DOCTYPE html>\r\n<html lang=\"")
                .append(language.code())
                .append("\"><head><meta charset=\"")
                .append(shape.label())
                .append("\"><style>p{font-family:Segoe UI}</style></head><body>\r\n<p>")
                .append(language.greeting())
                .append("</p>\r\n<p>")
                .append(language.matter())
                .append("</p>\r\n");
        for (String url : letter.urls()) {
            html.append("<p>")
                    .append(language.request())
                    .append(" <a href=\"")
                    .append((dressed ? safeLink(url) : url).replace("&", "&amp;"))
                    .append("\">https://")
                    .append(letter.domain())
                    .append("/account</a></p>\r\n");
        }
        if (dressed) {
            String hidden = Long.toHexString(letter.seed());
            html.append("<img src=\"cid:")
                    .append(pictureId())
                    .append("\" alt=\"\">\r\n<p><a href=\"https://click.")
                    .append(letter.senderDomain())
                    .append("/ls/click?upn=")
                    .append(hidden)
                    .append("&amp;u=https%3A%2F%2F")
                    .append(letter.senderDomain())
                    .append("%2Foffer\">Unsubscribe</a></p>\r\n<img width=\"1\" height=\"1\" src=\"https://track.")
                    .append(letter.senderDomain())
                    .append("/o.gif?id=")
                    .append(hidden)
                    .append("\">\r\n");
        }
        return html.append("<p>")
                .append(language.closing())
                .append("</p>\r\n</body></html>\r\n")
                .toString();
    }

    private String safeLink(String url) {
        return SAFE_LINKS + encoded(url) + "&data=05%7C02%7C"
                + encoded(letter.recipients().getFirst()) + "%7C"
                + letter.networkMessageId().replace("-", "") + "%7C0%7C0%7CUnknown&sdata="
                + Long.toHexString(letter.seed()) + "%3D&reserved=0";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String invitation() {
        StringBuilder calendar =
                new StringBuilder("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Sender//Calendar 1.0//EN\r\n"
                        + "METHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:" + letter.networkMessageId()
                        + "\r\nDTSTAMP:20260101T090000Z\r\nDTSTART:20260102T090000Z\r\nDTEND:20260102T093000Z\r\nSUMMARY:"
                        + letter.subject().replace(",", "\\,") + "\r\nORGANIZER:mailto:" + letter.sender() + "\r\n");
        letter.urls().forEach(url -> calendar.append("LOCATION:").append(url).append(CRLF));
        return calendar.append("END:VEVENT\r\nEND:VCALENDAR\r\n").toString();
    }

    /** Takes the carriage returns away from what the servers did not write, but leaves one alone in a line. */
    private static byte[] withoutReturns(byte[] message, int headers) {
        byte[] out = new byte[message.length];
        int length = 0;
        boolean alone = false;
        for (int i = 0; i < message.length; i++) {
            boolean pair = message[i] == '\r' && i + 1 < message.length && message[i + 1] == '\n';
            if (i > headers && pair) {
                if (!alone && i > message.length - 200) {
                    // One carriage return that no line feed follows.
                    alone = true;
                    out[length++] = '\r';
                    out[length++] = ' ';
                }
                continue;
            }
            out[length++] = message[i];
        }
        return java.util.Arrays.copyOf(out, length);
    }
}
