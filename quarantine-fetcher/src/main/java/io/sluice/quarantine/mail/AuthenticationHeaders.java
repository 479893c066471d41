package io.sluice.quarantine.mail;

import io.sluice.contracts.mail.Authentication;
import io.sluice.contracts.mail.AuthenticationCheck;
import io.sluice.contracts.mail.AuthenticationReport;
import io.sluice.contracts.mail.DkimSignature;
import io.sluice.contracts.mail.ReceivedSpf;
import io.sluice.quarantine.mail.CommentedText.Kind;
import io.sluice.quarantine.mail.CommentedText.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what servers wrote about a message's authentication: Authentication-Results (RFC 8601, and Microsoft's form
 * without authserv-id), Received-SPF (RFC 7208), DKIM (RFC 6376) and ARC (RFC 8617). Nothing is verified here. The
 * verdicts are those of the receiving service alone; anybody can write such a header into his own message.
 */
final class AuthenticationHeaders {

    private static final int REPORTS = 50;
    private static final int CHECKS = 50;
    private static final int WORD = 100;
    private static final int TEXT = 300;

    private static final Map<String, String> REPORT_HEADERS = Map.of(
            "authentication-results", "Authentication-Results",
            "authentication-results-original", "Authentication-Results-Original",
            "x-original-authentication-results", "X-Original-Authentication-Results",
            "arc-authentication-results", "ARC-Authentication-Results");

    private static final Map<String, String> SIGNATURE_HEADERS = Map.of(
            "dkim-signature", "DKIM-Signature",
            "x-google-dkim-signature", "X-Google-DKIM-Signature",
            "arc-message-signature", "ARC-Message-Signature",
            "arc-seal", "ARC-Seal");

    private final Findings findings;

    AuthenticationHeaders(Findings findings) {
        this.findings = findings;
    }

    Authentication read(Header header, ReceivedPath path) {
        List<AuthenticationReport> reports = new ArrayList<>();
        List<ReceivedSpf> receivedSpf = new ArrayList<>();
        List<DkimSignature> signatures = new ArrayList<>();
        for (Header.Field field : header.fields()) {
            if (!findings.hasRoom()) {
                break;
            }
            boolean trusted = path.trusts(field.position());
            String report = REPORT_HEADERS.get(field.name());
            String signature = SIGNATURE_HEADERS.get(field.name());
            if (report != null && reports.size() < REPORTS) {
                boolean own = trusted && field.name().equals("authentication-results");
                reports.add(report(report, field.value(), own));
            } else if (signature != null && signatures.size() < REPORTS) {
                signatures.add(signature(signature, field.value()));
            } else if (field.name().equals("received-spf") && receivedSpf.size() < REPORTS) {
                receivedSpf.add(receivedSpf(field.value(), trusted));
            }
        }
        AuthenticationReport own = reports.stream()
                .filter(AuthenticationReport::trusted)
                .findFirst()
                .orElse(null);
        return new Authentication(
                verdict(own, "spf"),
                verdict(own, "dkim"),
                verdict(own, "dmarc"),
                verdict(own, "arc"),
                verdict(own, "compauth"),
                reports,
                receivedSpf,
                signatures);
    }

    /** Returns the check that decides: one that passed if any did, as for several DKIM signatures. */
    static @Nullable AuthenticationCheck deciding(@Nullable AuthenticationReport report, String method) {
        AuthenticationCheck deciding = null;
        for (AuthenticationCheck check : report == null ? List.<AuthenticationCheck>of() : report.checks()) {
            if (check.method().equals(method)
                    && (deciding == null || check.result().equals("pass"))) {
                deciding = check;
            }
        }
        return deciding;
    }

    private static @Nullable String verdict(@Nullable AuthenticationReport report, String method) {
        AuthenticationCheck check = deciding(report, method);
        return check == null ? null : check.result();
    }

    private AuthenticationReport report(String header, String value, boolean trusted) {
        String authservId = null;
        Integer instance = null;
        List<AuthenticationCheck> checks = new ArrayList<>();
        List<List<Token>> segments = segments(value);
        for (int i = 0; i < segments.size() && checks.size() < CHECKS; i++) {
            Map<String, String> pairs = new LinkedHashMap<>();
            String comment = pairs(segments.get(i), pairs);
            Map.Entry<String, String> first =
                    pairs.isEmpty() ? null : pairs.entrySet().iterator().next();
            if (first == null) {
                if (authservId == null && checks.isEmpty()) {
                    authservId = firstWord(segments.get(i));
                }
            } else if (first.getKey().equals("i") && pairs.size() == 1) {
                instance = number(first.getValue());
            } else {
                checks.add(check(first, pairs, comment));
            }
        }
        boolean none = authservId != null && authservId.equalsIgnoreCase("none") && checks.isEmpty();
        return new AuthenticationReport(
                header, none ? null : findings.keepOrNothing(authservId, TEXT), instance, trusted, checks);
    }

    private AuthenticationCheck check(
            Map.Entry<String, String> first, Map<String, String> pairs, @Nullable String comment) {
        String method = word(first.getKey());
        int version = method.indexOf('/');
        method = version < 0 ? method : method.substring(0, version);
        String reason = pairs.get("reason");
        Map<String, String> properties = new LinkedHashMap<>();
        pairs.forEach((name, text) -> {
            if (!name.equals(first.getKey()) && !name.equals("reason")) {
                properties.put(findings.keep(name, WORD), findings.keep(text, TEXT));
            }
        });
        return new AuthenticationCheck(
                findings.keep(method, WORD),
                findings.keep(word(first.getValue()), WORD),
                findings.keepOrNothing(reason, TEXT),
                findings.keepOrNothing(comment, TEXT),
                findings.keepOrNothing(domain(method, pairs), TEXT),
                properties);
    }

    private static @Nullable String domain(String method, Map<String, String> pairs) {
        List<String> names = switch (method) {
            case "spf" -> List.of("smtp.mailfrom", "smtp.mail", "smtp.helo");
            case "dkim" -> List.of("header.d", "header.i", "header.from");
            case "dmarc" -> List.of("header.from");
            case "arc" -> List.of("header.oldest-pass", "arc.chain");
            default -> List.of();
        };
        for (String name : names) {
            String value = pairs.get(name);
            if (value != null && !value.isBlank()) {
                String domain = value.substring(value.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
                return domain.equals("none") ? null : domain;
            }
        }
        return null;
    }

    private DkimSignature signature(String header, String value) {
        Map<String, String> tags = tags(value);
        boolean arc = header.startsWith("ARC");
        return new DkimSignature(
                header,
                findings.keepOrNothing(tags.get("d"), TEXT),
                findings.keepOrNothing(tags.get("s"), TEXT),
                findings.keepOrNothing(tags.get("a"), WORD),
                arc ? null : findings.keepOrNothing(tags.get("i"), TEXT),
                arc ? number(tags.get("i")) : null,
                findings.keepOrNothing(tags.get("cv"), WORD));
    }

    private ReceivedSpf receivedSpf(String value, boolean trusted) {
        List<Token> tokens = CommentedText.tokens(value);
        String result = firstWord(tokens);
        Map<String, String> pairs = new HashMap<>();
        String comment = pairs(
                tokens.stream().filter(token -> token.kind() != Kind.SEMICOLON).toList(), pairs);
        return new ReceivedSpf(
                findings.keep(word(result == null ? "none" : result), WORD),
                findings.keepOrNothing(comment, TEXT),
                Ip.of(pairs.get("client-ip")),
                findings.keepOrNothing(pairs.get("envelope-from"), TEXT),
                findings.keepOrNothing(pairs.get("helo"), TEXT),
                trusted);
    }

    /** Reads tags of DKIM: {@code v=1; a=rsa-sha256; ...}. The signature itself has no spaces to care for. */
    private static Map<String, String> tags(String value) {
        Map<String, String> tags = new HashMap<>();
        for (String tag : value.split(";", 60)) {
            int equals = tag.indexOf('=');
            if (equals > 0) {
                tags.putIfAbsent(
                        tag.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                        tag.substring(equals + 1).strip());
            }
        }
        return tags;
    }

    private static List<List<Token>> segments(String value) {
        List<List<Token>> segments = new ArrayList<>();
        List<Token> segment = new ArrayList<>();
        for (Token token : CommentedText.tokens(value)) {
            if (token.kind() == Kind.SEMICOLON) {
                segments.add(segment);
                segment = new ArrayList<>();
            } else {
                segment.add(token);
            }
        }
        segments.add(segment);
        return segments;
    }

    /** Fills the {@code name=value} pairs of a segment, and returns its comments. */
    private static @Nullable String pairs(List<Token> segment, Map<String, String> pairs) {
        StringBuilder comment = new StringBuilder();
        String name = null;
        for (int i = 0; i < segment.size(); i++) {
            Token token = segment.get(i);
            String text = token.text();
            if (token.kind() == Kind.COMMENT) {
                if (comment.length() < TEXT) {
                    comment.append(comment.isEmpty() ? "" : " ").append(text);
                }
                continue;
            }
            int equals = text.indexOf('=');
            if (name != null && (equals < 0 || text.equals("="))) { // name= value, name = value
                if (!text.equals("=")) {
                    put(pairs, name, text);
                    name = null;
                }
            } else if (equals > 0) {
                name = text.substring(0, equals).toLowerCase(Locale.ROOT);
                if (equals + 1 < text.length()) {
                    put(pairs, name, text.substring(equals + 1));
                    name = null;
                }
            } else if (equals < 0 && pairs.isEmpty() && isFollowedByEquals(segment, i)) {
                name = text.toLowerCase(Locale.ROOT);
            }
        }
        return comment.isEmpty() ? null : comment.toString();
    }

    private static void put(Map<String, String> pairs, String name, String value) {
        if (pairs.size() < CHECKS) {
            pairs.putIfAbsent(name, value);
        }
    }

    private static boolean isFollowedByEquals(List<Token> segment, int at) {
        int next = at + 1;
        return next < segment.size() && segment.get(next).text().startsWith("=");
    }

    private static @Nullable String firstWord(List<Token> tokens) {
        for (Token token : tokens) {
            if (token.kind() == Kind.WORD) {
                return token.text();
            }
        }
        return null;
    }

    private static String word(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Integer number(@Nullable String text) {
        return text != null && text.matches("\\d{1,4}") ? Integer.valueOf(text) : null;
    }
}
