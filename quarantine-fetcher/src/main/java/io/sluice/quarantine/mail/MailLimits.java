package io.sluice.quarantine.mail;

/**
 * How far a message is looked into. What lies beyond is left out and said in the analysis under the name of the limit.
 *
 * @param messageBytes bytes of a message that are parsed; the rest is only counted
 * @param headerFields fields of one header that are kept
 * @param headerFieldBytes bytes of one header field that are kept
 * @param headerBytes bytes of all fields of one header that are kept
 * @param messageDepth messages in messages
 * @param partDepth containers in containers, within one message
 * @param parts parts of the message and all messages in it
 * @param addresses addresses of one header field
 * @param hops Received headers
 * @param urls different URLs
 * @param urlLength characters of a URL
 * @param textCharacters characters of text that are searched for URLs
 * @param htmlCharacters characters of HTML that are searched for URLs
 * @param archives archives that are listed
 * @param archiveEntries files that are listed of one archive
 * @param decompressedBytes bytes that are decompressed to look into all archives of a message
 * @param keptCharacters characters of text in the whole analysis; with it the analysis stays near 1 MB of JSON
 */
public record MailLimits(
        long messageBytes,
        int headerFields,
        int headerFieldBytes,
        int headerBytes,
        int messageDepth,
        int partDepth,
        int parts,
        int addresses,
        int hops,
        int urls,
        int urlLength,
        long textCharacters,
        long htmlCharacters,
        int archives,
        int archiveEntries,
        long decompressedBytes,
        int keptCharacters) {

    private static final int KIB = 1024;
    private static final int MIB = KIB * KIB;

    /** Returns limits that real mail does not reach, with which one analysis needs less than 20 MB of heap. */
    public static MailLimits defaults() {
        return new MailLimits(
                256L * MIB,
                1_000,
                64 * KIB,
                512 * KIB,
                10,
                30,
                500,
                500,
                100,
                500,
                2_048,
                32L * MIB,
                8L * MIB,
                50,
                200,
                64L * MIB,
                256 * KIB);
    }
}
