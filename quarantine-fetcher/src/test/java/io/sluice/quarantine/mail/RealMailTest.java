package io.sluice.quarantine.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.mail.MailAnalysis;
import io.sluice.contracts.mail.MailPart;
import io.sluice.contracts.mail.Mailbox;
import io.sluice.contracts.mail.MessageHeaders;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mails from other projects' tests: real, malformed and hostile. */
class RealMailTest {

    @Test
    void everyMailIsUnderstoodAndItsActivityIsValidInTheStandard() {
        for (var file : Mails.fixtures()) {
            byte[] bytes = Mails.bytes(file);

            MailAnalysis analysis = Mails.analyze(bytes);

            assertThat(analysis.size()).as(file.toString()).isEqualTo(bytes.length);
            assertThat(analysis.parts()).as(file.toString()).isNotEmpty();
            assertThat(analysis.limitsReached()).as(file.toString()).isEmpty();
            assertThat(Mails.defects(analysis)).as(file.toString()).doesNotContain("notUnderstood");
            assertThat(Mails.standardErrors(analysis)).as(file.toString()).isEmpty();
            assertThat(analysis.parts())
                    .as(file.toString())
                    .filteredOn(part -> !part.role().equals("container"))
                    .allSatisfy(part -> assertThat(part.sha256()).hasSize(64));
        }
    }

    /** What another parser found: the leaves in their order, with type, name and decoded content. */
    @ParameterizedTest
    @ValueSource(strings = {"legacy_041", "malformed_019", "rfc_002", "thirdparty_018"})
    void partsNamesAndTextsAreThoseThatAnotherParserFound(String name) throws IOException {
        Map<String, StringBuilder> texts = new HashMap<>();
        byte[] bytes = Mails.fixture("eml-stalwart/" + name + ".eml");
        JsonNode expected = Json.MAPPER.readTree(Mails.fixture("eml-stalwart/" + name + ".expected.json"));

        MailAnalysis analysis = Mails.analyze(
                bytes,
                MailLimits.defaults(),
                (part, text) ->
                        texts.computeIfAbsent(part, _ -> new StringBuilder()).append(text));

        List<String> found = new ArrayList<>();
        for (MailPart part : analysis.parts()) {
            if (part.role().equals("message")) {
                found.add("message " + part.declaredType());
            } else if (part.characters() != null) {
                found.add("text "
                        + texts.getOrDefault(part.path(), new StringBuilder())
                                .toString()
                                .replace("\r\n", "\n")
                                .strip());
            } else if (!part.role().equals("container")) {
                found.add("binary " + part.fileName() + " " + part.size() + " " + part.sha256());
            }
        }
        List<String> wanted = new ArrayList<>();
        leaves(expected, wanted);
        assertThat(found).containsExactlyElementsOf(wanted);
        assertHeaders(expected, analysis.headers());
        for (int i = 0, message = 0; i < expected.path("parts").size(); i++) {
            JsonNode nested = expected.path("parts").get(i).path("body").path("Message");
            if (!nested.isMissingNode()) {
                assertHeaders(nested, analysis.messages().get(message++).headers());
            }
        }
    }

    private static void leaves(JsonNode message, List<String> leaves) {
        for (JsonNode part : message.path("parts")) {
            JsonNode body = part.path("body");
            if (body.has("Text") || body.has("Html")) {
                String text = body.has("Text")
                        ? body.path("Text").asText()
                        : body.path("Html").asText();
                leaves.add("text " + text.replace("\r\n", "\n").strip());
            } else if (body.has("Message")) {
                leaves.add("message message/rfc822");
                leaves(body.path("Message"), leaves);
            } else if (!body.has("Multipart")) {
                JsonNode content = body.elements().next();
                byte[] bytes = new byte[content.size()];
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = (byte) content.get(i).intValue();
                }
                leaves.add("binary " + fileName(part) + " " + bytes.length + " " + sha256(bytes));
            }
        }
    }

    private static String fileName(JsonNode part) {
        String name = "null";
        for (JsonNode header : part.path("headers")) {
            for (JsonNode attribute : header.path("value").path("ContentType").path("attributes")) {
                if (List.of("name", "filename").contains(attribute.path("name").asText())) {
                    name = attribute.path("value").asText();
                }
            }
        }
        return name;
    }

    private static void assertHeaders(JsonNode message, MessageHeaders headers) {
        for (JsonNode header : message.path("parts").get(0).path("headers")) {
            switch (header.path("name").asText()) {
                case "subject" ->
                    assertThat(headers.subject())
                            .isEqualTo(header.path("value").path("Text").asText());
                case "from" -> assertAddresses(headers.from(), header.path("value"));
                case "to" -> assertAddresses(headers.to(), header.path("value"));
                case "message_id" ->
                    assertThat(headers.messageId())
                            .isEqualTo("<" + header.path("value").path("Text").asText() + ">");
                default -> {}
            }
        }
    }

    private static void assertAddresses(List<Mailbox> found, JsonNode expected) {
        JsonNode list = expected.path("Address").path("List");
        assertThat(found.stream().map(Mailbox::address).toList())
                .isEqualTo(list.valueStream()
                        .map(one -> one.path("address").asText(null))
                        .toList());
        assertThat(found.stream().map(Mailbox::displayName).toList())
                .isEqualTo(list.valueStream()
                        .map(one -> one.path("name").asText(null))
                        .toList());
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
