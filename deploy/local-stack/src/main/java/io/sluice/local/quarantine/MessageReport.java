package io.sluice.local.quarantine;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.local.request.Complaint;
import io.sluice.local.text.Defanged;
import io.sluice.local.text.Printable;
import java.io.PrintWriter;
import java.util.StringJoiner;

/** One message that was fetched: its headers, or its analysis and where its bytes are. For people. */
public final class MessageReport {

    private static final int MOST_URLS = 50;
    private static final int MOST_FILES = 20;

    private final PrintWriter out;

    /** Takes where to print. */
    public MessageReport(PrintWriter out) {
        this.out = out;
    }

    /** Prints what has come of a message. */
    public void print(JsonNode message) {
        String subject = subject(message);
        out.println();
        out.println(subject.isEmpty() ? "(no subject)" : Printable.of(subject));
        line("identity", message.path("identity").asText());
        quarantined(message);
        switch (message.path("outcome").asText()) {
            case "gone" -> line("gone", "it is not in quarantine any more: released, deleted or expired");
            case "failed" -> line("failed", Complaint.failure(message.path("error")));
            default -> {
                headers(message.path("headers"));
                analysis(message.path("analysis"));
                bytes(message.path("evidence"));
            }
        }
    }

    /** Asked for by its identity alone, all that is known of a message is what it says itself. */
    private static String subject(JsonNode message) {
        if (message.hasNonNull("subject")) {
            return message.path("subject").asText();
        }
        for (JsonNode header : message.path("headers")) {
            if (header.path("name").asText().equalsIgnoreCase("subject")) {
                return header.path("value").asText();
            }
        }
        return message.at("/analysis/headers/subject").asText();
    }

    private void quarantined(JsonNode message) {
        StringJoiner facts = new StringJoiner(", ");
        if (!Facts.type(message).isEmpty()) {
            facts.add("as " + Facts.type(message));
        }
        add(facts, "by ", message.path("policyName"));
        if (message.hasNonNull("receivedAt")) {
            facts.add("received " + Facts.minute(message.path("receivedAt").asText()));
        }
        if (message.hasNonNull("expiresAt")) {
            facts.add("kept until " + Facts.minute(message.path("expiresAt").asText()));
        }
        line("quarantined", facts.toString());
    }

    private void headers(JsonNode headers) {
        for (JsonNode header : headers) {
            out.println("    " + Printable.of(header.path("name").asText()) + ": "
                    + Printable.of(header.path("value").asText()));
        }
    }

    private void analysis(JsonNode analysis) {
        if (!analysis.isObject()) {
            return;
        }
        JsonNode headers = analysis.path("headers");
        line("from", Facts.mailboxes(headers.path("from")));
        line("reply to", Facts.mailboxes(headers.path("replyTo")));
        line("return path", Facts.mailboxes(headers.path("returnPath")));
        line("to", Facts.mailboxes(headers.path("to")));
        line("cc", Facts.mailboxes(headers.path("cc")));
        line("date", headers.path("date").asText(headers.path("dateText").asText()));
        line("message id", headers.path("messageId").asText());
        line("verdicts", verdicts(analysis.path("authentication")));
        analysis.path("antispam").forEach(this::antispam);
        urls(analysis);
        analysis.path("parts").forEach(this::attachment);
        for (JsonNode nested : analysis.path("messages")) {
            line(
                    "message in it",
                    "part " + nested.path("part").asText() + ": "
                            + Facts.mailboxes(nested.at("/headers/from")) + ": "
                            + nested.at("/headers/subject").asText());
        }
        for (JsonNode defect : analysis.path("defects")) {
            line(
                    "defect",
                    times(defect.path("what").asText(), defect.path("count").asInt()) + inPart(defect));
        }
        for (JsonNode limit : analysis.path("limitsReached")) {
            line(
                    "not all seen",
                    "limit " + limit.path("limit").asText() + " of "
                            + limit.path("value").asText() + inPart(limit));
        }
    }

    private static String verdicts(JsonNode authentication) {
        StringJoiner verdicts = new StringJoiner(", ");
        verdicts.add("SPF " + authentication.path("spf").asText("not told"));
        verdicts.add("DKIM " + authentication.path("dkim").asText("not told"));
        verdicts.add("DMARC " + authentication.path("dmarc").asText("not told"));
        add(verdicts, "ARC ", authentication.path("arc"));
        add(verdicts, "composite ", authentication.path("compauth"));
        return verdicts.toString();
    }

    private void antispam(JsonNode report) {
        StringJoiner facts = new StringJoiner(", ");
        add(facts, "category ", report.path("category"));
        add(facts, "verdict ", report.path("filterVerdict"));
        add(facts, "spam confidence ", report.path("spamConfidenceLevel"));
        add(facts, "bulk ", report.path("bulkComplaintLevel"));
        add(facts, "from ", report.path("connectingIp"));
        add(facts, "country ", report.path("country"));
        if (facts.length() > 0 && !report.path("untrusted").asBoolean()) {
            line("filters", facts.toString());
        }
    }

    private void urls(JsonNode analysis) {
        int shown = 0;
        for (JsonNode url : analysis.path("urls")) {
            if (shown++ == MOST_URLS) {
                break;
            }
            StringJoiner facts = new StringJoiner(", ", " (", ")").setEmptyValue("");
            if (!url.path("places").isEmpty()) {
                JsonNode place = url.path("places").path(0);
                facts.add(place.path("how").asText() + " in part "
                        + place.path("part").asText());
            }
            add(facts, "a reader sees ", url.path("visibleText"));
            if (!url.path("flags").isEmpty()) {
                facts.add(Facts.words(url.path("flags")));
            }
            line("url", url.path("defanged").asText() + facts);
            if (url.hasNonNull("target")) {
                line("", "leads to " + Defanged.of(url.path("target").asText()));
            }
        }
        int more = Math.max(0, analysis.path("urls").size() - MOST_URLS)
                + analysis.path("urlsLeftOut").asInt();
        if (more > 0) {
            line("", "and " + more + " more");
        }
    }

    private void attachment(JsonNode part) {
        if (!part.path("role").asText().equals("attachment")) {
            return;
        }
        String detected = part.path("detectedType").asText("unknown type");
        String declared = part.path("declaredType").asText();
        StringJoiner facts = new StringJoiner(", ");
        facts.add(part.path("fileName").asText("(no name)"));
        facts.add(
                part.path("typeMismatch").asBoolean() && !declared.isEmpty()
                        ? detected + " though declared as " + declared
                        : detected);
        if (part.hasNonNull("size")) {
            facts.add(Facts.size(part.path("size")));
        }
        if (!part.path("flags").isEmpty()) {
            facts.add(Facts.words(part.path("flags")));
        }
        line("attachment", facts.toString());
        if (part.hasNonNull("sha256")) {
            line("", "SHA-256 " + part.path("sha256").asText());
        }
        archive(part.path("archive"));
    }

    private void archive(JsonNode archive) {
        if (!archive.isObject()) {
            return;
        }
        int shown = 0;
        for (JsonNode entry : archive.path("entries")) {
            if (shown++ == MOST_FILES) {
                break;
            }
            StringJoiner facts = new StringJoiner(", ", " (", ")").setEmptyValue("");
            if (entry.hasNonNull("size")) {
                facts.add(Facts.size(entry.path("size")));
            }
            if (entry.path("encrypted").asBoolean()) {
                facts.add("encrypted");
            }
            if (!entry.path("flags").isEmpty()) {
                facts.add(Facts.words(entry.path("flags")));
            }
            line("", "holds " + entry.path("name").asText() + facts);
        }
        long more = Math.max(0, archive.path("entries").size() - MOST_FILES)
                + archive.path("entriesLeftOut").asLong();
        if (more > 0) {
            line("", "and " + more + " files more");
        }
    }

    private void bytes(JsonNode evidence) {
        if (evidence.isObject()) {
            line("bytes", evidence.path("dataref").asText());
            line(
                    "",
                    Facts.size(evidence.path("size")) + ", SHA-256 "
                            + evidence.path("sha256").asText() + ", kept until "
                            + Facts.minute(evidence.path("expiresAt").asText()));
        }
    }

    private static String times(String what, int count) {
        return count > 1 ? what + ", " + count + " times" : what;
    }

    private static String inPart(JsonNode of) {
        return of.hasNonNull("part") ? " in part " + of.path("part").asText() : "";
    }

    private static void add(StringJoiner facts, String word, JsonNode value) {
        if (value.isValueNode() && !value.asText().isEmpty() && !value.isNull()) {
            facts.add(word + value.asText());
        }
    }

    private void line(String name, String text) {
        if (!text.isEmpty()) {
            out.printf("  %-13s %s%n", name, Printable.of(text));
        }
    }
}
