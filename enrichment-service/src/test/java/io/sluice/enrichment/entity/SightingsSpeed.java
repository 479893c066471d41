package io.sluice.enrichment.entity;

import io.sluice.contracts.json.Json;
import io.sluice.contracts.ocsf.DetectionFinding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures roughly how long an alert takes, on one core: {@code java -cp … io.sluice.enrichment.entity.SightingsSpeed}.
 * It is no test: nothing fails when it is slow.
 */
final class SightingsSpeed {

    private static final int ROUNDS = 8;
    private static final int ALERTS = 20_000;

    private SightingsSpeed() {}

    /** Runs all measurements and prints microseconds per alert. */
    public static void main(String[] arguments) throws IOException {
        byte[] written = Json.write(Alerts.with(evidences()));
        DetectionFinding alert = Json.read(written, DetectionFinding.class);
        System.out.printf(
                "alert %d bytes, %d sightings%n",
                written.length, Alerts.SIGHTINGS.of(alert).size());
        for (int round = 0; round < ROUNDS; round++) {
            long consumed = 0;
            long start = System.nanoTime();
            for (int i = 0; i < ALERTS; i++) {
                consumed += Json.read(written, DetectionFinding.class).time();
            }
            long parsed = System.nanoTime();
            for (int i = 0; i < ALERTS; i++) {
                consumed += Alerts.SIGHTINGS.of(alert).size();
            }
            long read = System.nanoTime();
            System.out.printf(
                    Locale.ROOT,
                    "read %.1f µs, sightings %.1f µs (%d)%n",
                    (parsed - start) / 1000.0 / ALERTS,
                    (read - parsed) / 1000.0 / ALERTS,
                    consumed);
        }
    }

    /** A mail with a link, two people, a device, a file and a process: about 5 KB with what Microsoft sent. */
    private static List<String> evidences() {
        String data =
                "\"data\":{\"evidenceCreationTime\":\"2026-02-03T10:11:12.1234567Z\",\"remediationStatus\":\"Active\","
                        + "\"note\":\"" + "x".repeat(220) + "\"}";
        List<String> evidences = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            evidences.add("""
                    {"name":"User","verdict":"Suspicious","verdict_id":4,"user":{"name":"ann.adler%d",
                    "uid":"8f6c2c3e-0001-4000-8000-00000000abc%d","uid_alt":"S-1-5-21-1004336348-1177238915-682003330-110%d",
                    "domain":"CONTOSO","email_addr":"Ann.Adler%d@contoso.com"},%s}""".formatted(i, i, i, i, data));
            evidences.add("""
                    {"name":"MailMessage","uid":"a1b2c3d4-0000-4000-8000-00000000abc%d","verdict":"Malicious","verdict_id":2,
                    "email":{"from":"billing@maple-invoices.example","to":["ann.adler%d@contoso.com"],"subject":"Overdue",
                    "message_uid":"<%d.abc@mail.example>"},"src_endpoint":{"ip":"198.18.4.%d"},%s}""".formatted(i, i, i, i + 1, data));
            evidences.add("""
                    {"name":"Url","verdict":"Malicious","verdict_id":2,"url":{"url_string":
                    "https://Login-Maple-%d.example:443/common/oauth2/%%7euser?id=%d"},%s}""".formatted(i, i, data));
        }
        evidences.add("""
                {"name":"Device","verdict_id":0,"device":{"uid":"0123456789abcdef0123456789abcdef01234567",
                "uid_alt":"11111111-2222-4333-8444-555555555555","hostname":"pc0001.contoso.com","type_id":0},%s}""".formatted(data));
        evidences.add("""
                {"name":"Process","verdict":"Suspicious","verdict_id":4,"process":{"pid":7,"name":"powershell.exe",
                "cmd_line":"powershell -nop -w hidden -enc %s","file":{"name":"powershell.exe",
                "path":"C:\\\\Windows\\\\System32\\\\WindowsPowerShell\\\\v1.0\\\\powershell.exe","type_id":1,"hashes":[
                {"algorithm_id":2,"value":"3395856ce81f2b7382dee72602f798b642f14140"},{"algorithm_id":3,"value":
                "275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f"}]},"user":{"name":"ann.adler0",
                "domain":"CONTOSO","uid":"S-1-5-21-1004336348-1177238915-682003330-1100"}},%s}""".formatted("A".repeat(300), data));
        return evidences;
    }
}
