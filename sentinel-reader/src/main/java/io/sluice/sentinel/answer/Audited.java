package io.sluice.sentinel.answer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.contracts.query.Execution;
import io.sluice.contracts.query.QueryPart;
import io.sluice.contracts.query.QueryRequest;
import io.sluice.requests.AuditDetails;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the audit trail says of a question: an investigation's name, and the digest of the text that ran. Neither the
 * text nor a parameter, which can name people: the trail is kept for a year, and both are on the topics of questions
 * and answers for as long as those keep them. Nor any row.
 */
final class Audited {

    private static final int LONGEST = 100;

    private Audited() {}

    static AuditDetails<QueryRequest, QueryPart> details() {
        return new AuditDetails<>(
                Audited::question, part -> Optional.ofNullable(part.execution()).map(Audited::ran), "ran");
    }

    private static Map<String, String> question(QueryRequest request) {
        Map<String, String> details = new TreeMap<>();
        String name = request.name();
        if (name != null) {
            details.put("investigation", name.length() > LONGEST ? name.substring(0, LONGEST) : name);
        }
        String text = request.text();
        if (text != null) {
            details.put("textSha256", sha256(text));
        }
        return details;
    }

    private static String ran(Execution execution) {
        return execution.through().word() + " rows=" + execution.rows() + " truncated=" + execution.truncated()
                + " sha256=" + sha256(execution.query());
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
