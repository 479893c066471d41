package io.sluice.simulator.mail;

import io.sluice.simulator.mail.Letter.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The headers that servers write on top of a message: the path that it took, what SPF, DKIM, DMARC and ARC said, and
 * the marks of Exchange Online's filters, in the form and the order in which Exchange Online writes them.
 */
final class Transport {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Letter letter;
    private final SplittableRandom random;
    private final Bytes out = new Bytes();

    private Transport(Letter letter, SplittableRandom random) {
        this.letter = letter;
        this.random = random;
    }

    /** A time as mail writes it. */
    static String date(Instant time) {
        return DATE.format(time);
    }

    /** What the servers wrote before the message's own headers. */
    static byte[] above(Letter letter, SplittableRandom random) {
        Transport transport = new Transport(letter, random);
        transport.path();
        return transport.out.done();
    }

    /** What Exchange Online wrote after them. */
    static byte[] below(Letter letter, SplittableRandom random) {
        Transport transport = new Transport(letter, random);
        transport.marks();
        return transport.out.done();
    }

    private String server(String kind) {
        return "%s%sPR%02dMB%04d.eurprd%02d.prod.outlook.com"
                .formatted(kind, random.nextInt(2, 10), random.nextInt(1, 9), random.nextInt(1000, 9999), 4);
    }

    private String ipv6() {
        return "2603:10a6:%x:%x::%x".formatted(random.nextInt(9999), random.nextInt(999), random.nextInt(1, 99));
    }

    private void path() {
        String mailbox = server("AS");
        String hub = server("DB");
        String edge = "AM4PEPF%08X.eurprd04.prod.outlook.com".formatted(random.nextInt());
        String host = "mail." + letter.senderDomain();
        Instant received = letter.received();
        out.line("Received: from " + hub + " (" + ipv6() + ")");
        out.line(" by " + mailbox + " with HTTPS; " + date(received));
        out.line("Received: from AM0PR02CA0011.eurprd02.prod.outlook.com (" + ipv6() + ")");
        out.line(" by " + hub + " (" + ipv6() + ") with Microsoft SMTP");
        out.line(" Server (version=TLS1_2, cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id");
        out.line(" 15.20.8093.%d; %s".formatted(random.nextInt(10, 30), date(received)));
        // The edge writes what it found out above its own Received header.
        authentication();
        out.line("Received: from " + host + " (" + letter.senderIp() + ") by");
        out.line(" " + edge + " (10.167.16.%d) with Microsoft SMTP".formatted(random.nextInt(1, 250)));
        out.line(" Server (version=TLS1_3, cipher=TLS_AES_256_GCM_SHA384) id 15.20.8093.14 via");
        out.line(" Frontend Transport; " + date(received.minusSeconds(1)));
        out.line("Received: from [10.%d.%d.7] (unknown [203.0.113.%d])"
                .formatted(random.nextInt(250), random.nextInt(250), random.nextInt(1, 250)));
        out.line("\tby " + host + " (Postfix) with ESMTPSA id %010X".formatted(random.nextLong(1L << 40)));
        out.line("\tfor <" + letter.recipients().getFirst() + ">; " + date(received.minus(Duration.ofSeconds(4))));
        if (letter.verdict().authentic()) {
            signature();
        }
    }

    private String results() {
        Verdict verdict = letter.verdict();
        String domain = letter.senderDomain();
        return verdict.authentic()
                ? "spf=pass (sender IP is " + letter.senderIp() + ")\r\n smtp.mailfrom=" + domain
                        + "; dkim=pass (signature was verified)\r\n header.d=" + domain
                        + ";dmarc=pass action=none header.from=" + domain + ";compauth=pass\r\n reason=100"
                : "spf=fail (sender IP is " + letter.senderIp() + ")\r\n smtp.mailfrom=" + domain
                        + "; dkim=none (message not signed)\r\n header.d=none;dmarc=fail action=quarantine header.from="
                        + domain + ";compauth=fail\r\n reason=000";
    }

    private String seal(int bytes) {
        byte[] seal = new byte[bytes];
        random.nextBytes(seal);
        return Base64.getMimeEncoder(70, new byte[] {'\r', '\n', ' '}).encodeToString(seal);
    }

    private void authentication() {
        boolean authentic = letter.verdict().authentic();
        String domain = letter.senderDomain();
        long epoch = letter.received().getEpochSecond();
        out.line("ARC-Seal: i=1; a=rsa-sha256; s=arcselector10001; d=microsoft.com; cv=none;");
        out.line(" b=" + seal(256));
        out.line("ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed; d=microsoft.com;");
        out.line(" s=arcselector10001; t=" + epoch + ";");
        out.line(" h=From:Date:Subject:Message-ID:Content-Type:MIME-Version;");
        out.line(" bh=" + seal(32) + ";");
        out.line(" b=" + seal(256));
        out.line("ARC-Authentication-Results: i=1; mx.microsoft.com 1; " + results());
        out.line("Authentication-Results: " + results());
        out.line("Received-SPF: " + (authentic ? "Pass" : "Fail") + " (protection.outlook.com: domain of " + domain);
        out.line(" " + (authentic ? "designates " : "does not designate ") + letter.senderIp()
                + " as permitted sender)");
        out.line(" receiver=protection.outlook.com; client-ip=" + letter.senderIp() + "; helo=mail." + domain
                + (authentic ? "; pr=C" : ";"));
    }

    /** The sender's. */
    private void signature() {
        String domain = letter.senderDomain();
        out.line("DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=" + domain + "; s=k1;");
        out.line("\tt=" + letter.received().getEpochSecond()
                + "; h=from:to:subject:date:message-id:mime-version:content-type;");
        out.line("\tbh=" + seal(32) + ";");
        out.line("\tb=" + seal(128));
    }

    private void marks() {
        Verdict verdict = letter.verdict();
        String tenant = letter.tenantId();
        out.line("X-EOPAttributedMessage: 0");
        out.line("X-EOPTenantAttributedMessage: " + tenant + ":0");
        out.line("X-MS-PublicTrafficType: Email");
        out.line("X-MS-TrafficTypeDiagnostic: AM4PEPF%08X:EE_|DB9PR04MB%04d:EE_"
                .formatted(random.nextInt(), random.nextInt(1000, 9999)));
        out.line("X-MS-Office365-Filtering-Correlation-Id: " + letter.networkMessageId());
        out.line("X-MS-Exchange-Organization-Network-Message-Id: " + letter.networkMessageId());
        out.line("X-MS-Exchange-Organization-SCL: " + verdict.spamConfidence());
        out.line("X-MS-Exchange-AtpMessageProperties: SA|SL");
        out.line("X-Forefront-Antispam-Report:");
        out.line(" CIP:" + letter.senderIp() + ";CTRY:" + country() + ";LANG:"
                + letter.shape().language().code()
                + ";SCL:" + verdict.spamConfidence() + ";SRV:" + (verdict.bulkComplaints() > 0 ? "BULK" : "") + ";IPV:"
                + (verdict.authentic() ? "NLI" : "CAL") + ";SFV:" + (verdict.spamConfidence() >= 5 ? "SPM" : "NSPM")
                + ";H:mail." + letter.senderDomain() + ";PTR:"
                + (verdict.authentic() ? "mail." + letter.senderDomain() : "InfoDomainNonexistent") + ";CAT:"
                + verdict.category()
                + ";SFS:(13230040)(35042699022)(%d);DIR:".formatted(random.nextInt(100000, 999999))
                + (letter.inbound() ? "INB" : "OUT") + ";");
        out.line("X-Microsoft-Antispam: BCL:" + verdict.bulkComplaints()
                + ";ARA:13230040|35042699022|%d;".formatted(random.nextInt(100000, 999999)));
        out.line("X-Microsoft-Antispam-Message-Info: " + seal(150));
        out.line("X-MS-Exchange-CrossTenant-OriginalArrivalTime: "
                + DateTimeFormatter.ofPattern("dd MMM yyyy HH:mm:ss.SSSS", Locale.ENGLISH)
                        .withZone(ZoneOffset.UTC)
                        .format(letter.received())
                + " (UTC)");
        out.line("X-MS-Exchange-CrossTenant-Network-Message-Id: " + letter.networkMessageId());
        out.line("X-MS-Exchange-CrossTenant-Id: " + tenant);
        out.line("X-MS-Exchange-Transport-EndToEndLatency: 00:00:02.%07d".formatted(random.nextInt(10_000_000)));
    }

    private String country() {
        return new String[] {"US", "RU", "NL", "CN", "DE", "BR", "VN", "TR"}[random.nextInt(8)];
    }
}
