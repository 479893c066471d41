package io.sluice.simulator.mail;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** How a message is built: its structure, its charset and what is odd about it. */
public enum Shape {
    /** One text in quoted-printable UTF-8. */
    PLAIN(Language.ENGLISH, "utf-8", StandardCharsets.UTF_8, Transfer.QUOTED, Structure.TEXT, Flaw.NONE),
    /** A text and the same in HTML. */
    ALTERNATIVE(Language.ENGLISH, "utf-8", StandardCharsets.UTF_8, Transfer.BASE64, Structure.ALTERNATIVE, Flaw.NONE),
    /** HTML with a picture in it, Safe Links and a tracking pixel. */
    RELATED(Language.ENGLISH, "utf-8", StandardCharsets.UTF_8, Transfer.QUOTED, Structure.RELATED, Flaw.NONE),
    /** Eight-bit letters as they are. */
    LATIN1(Language.GERMAN, "iso-8859-1", StandardCharsets.ISO_8859_1, Transfer.EIGHT_BIT, Structure.TEXT, Flaw.NONE),
    /** HTML in quoted-printable Latin-1. */
    LATIN1_HTML(Language.GERMAN, "ISO-8859-1", StandardCharsets.ISO_8859_1, Transfer.QUOTED, Structure.HTML, Flaw.NONE),
    /** Seven bits with escape sequences. */
    JAPANESE(
            Language.JAPANESE,
            "iso-2022-jp",
            Charset.forName("ISO-2022-JP"),
            Transfer.SEVEN_BIT,
            Structure.TEXT,
            Flaw.NONE),
    /** Cyrillic letters in eight bits. */
    CYRILLIC(
            Language.RUSSIAN,
            "windows-1251",
            Charset.forName("windows-1251"),
            Transfer.EIGHT_BIT,
            Structure.ALTERNATIVE,
            Flaw.NONE),
    /** Chinese that says it is GB2312. */
    CHINESE(Language.CHINESE, "gb2312", Charset.forName("GB18030"), Transfer.BASE64, Structure.HTML, Flaw.NONE),
    /** Korean. */
    KOREAN(Language.KOREAN, "euc-kr", Charset.forName("EUC-KR"), Transfer.BASE64, Structure.TEXT, Flaw.NONE),
    /** HTML in UTF-16 with a byte order mark, hidden in base64. */
    UTF16(Language.ENGLISH, "utf-16", StandardCharsets.UTF_16, Transfer.BASE64, Structure.HTML, Flaw.NONE),
    /** An invitation. */
    CALENDAR(Language.ENGLISH, "utf-8", StandardCharsets.UTF_8, Transfer.QUOTED, Structure.CALENDAR, Flaw.NONE),
    /** Somebody's message, attached to another one. */
    FORWARDED(Language.GERMAN, "utf-8", StandardCharsets.UTF_8, Transfer.QUOTED, Structure.FORWARDED, Flaw.NONE),
    /** Addresses written so that nobody clicks on them. */
    DEFANGED(
            Language.ENGLISH, "us-ascii", StandardCharsets.US_ASCII, Transfer.SEVEN_BIT, Structure.TEXT, Flaw.DEFANGED),
    /** Nothing ends the last part. */
    OPEN_BOUNDARY(
            Language.ENGLISH,
            "utf-8",
            StandardCharsets.UTF_8,
            Transfer.QUOTED,
            Structure.ALTERNATIVE,
            Flaw.OPEN_BOUNDARY),
    /** Two of what there should be one. */
    DUPLICATE_HEADERS(
            Language.ENGLISH, "utf-8", StandardCharsets.UTF_8, Transfer.QUOTED, Structure.TEXT, Flaw.DUPLICATES),
    /** NUL bytes in a header and in the text. */
    NULS(Language.ENGLISH, "utf-8", StandardCharsets.UTF_8, Transfer.EIGHT_BIT, Structure.TEXT, Flaw.NULS),
    /** Line feeds alone, and a carriage return alone. */
    BARE_LINE_FEEDS(
            Language.GERMAN, "utf-8", StandardCharsets.UTF_8, Transfer.EIGHT_BIT, Structure.ALTERNATIVE, Flaw.BARE_LF),
    /** A charset that nobody has heard of. */
    UNKNOWN_CHARSET(
            Language.GERMAN, "x-sender-own", StandardCharsets.UTF_8, Transfer.EIGHT_BIT, Structure.TEXT, Flaw.NONE),
    /** Letters in headers as they are, in UTF-8. */
    RAW_HEADERS(Language.RUSSIAN, "utf-8", StandardCharsets.UTF_8, Transfer.BASE64, Structure.TEXT, Flaw.RAW_HEADERS);

    /** How parts contain each other. */
    enum Structure {
        TEXT,
        HTML,
        ALTERNATIVE,
        RELATED,
        CALENDAR,
        FORWARDED
    }

    /** Content-Transfer-Encoding. */
    enum Transfer {
        SEVEN_BIT("7bit"),
        EIGHT_BIT("8bit"),
        QUOTED("quoted-printable"),
        BASE64("base64");

        private final String token;

        Transfer(String token) {
            this.token = token;
        }

        String token() {
            return token;
        }
    }

    /** What is wrong with it. */
    enum Flaw {
        NONE,
        DEFANGED,
        OPEN_BOUNDARY,
        DUPLICATES,
        NULS,
        BARE_LF,
        RAW_HEADERS
    }

    private final Language language;
    private final String label;
    private final Charset charset;
    private final Transfer transfer;
    private final Structure structure;
    private final Flaw flaw;

    Shape(Language language, String label, Charset charset, Transfer transfer, Structure structure, Flaw flaw) {
        this.language = language;
        this.label = label;
        this.charset = charset;
        this.transfer = transfer;
        this.structure = structure;
        this.flaw = flaw;
    }

    /** The language of the text. */
    public Language language() {
        return language;
    }

    /** The charset as the message declares it. */
    String label() {
        return label;
    }

    Charset charset() {
        return charset;
    }

    Transfer transfer() {
        return transfer;
    }

    Structure structure() {
        return structure;
    }

    Flaw flaw() {
        return flaw;
    }
}
