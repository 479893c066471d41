package io.sluice.local.investigation;

import io.sluice.contracts.correlation.Entity;
import io.sluice.contracts.correlation.EntityKind;
import io.sluice.contracts.correlation.InvestigationDetail;
import io.sluice.contracts.correlation.MailAuthentication;
import io.sluice.contracts.correlation.Message;
import io.sluice.local.text.Page;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;

/** Whom and what an investigation is about, each kind under a heading of its own. */
final class EntitySections {

    private static final int MOST_URLS = 5;

    private final Page page;
    private final int most;

    EntitySections(Page page, int most) {
        this.page = page;
        this.most = most;
    }

    void print(InvestigationDetail detail) {
        section("PEOPLE", detail, EnumSet.of(EntityKind.USER, EntityKind.MAILBOX));
        section("DEVICES", detail, EnumSet.of(EntityKind.DEVICE));
        section("MESSAGES", detail, EnumSet.of(EntityKind.MESSAGE));
        quarantined(detail.messages());
        section("FILES", detail, EnumSet.of(EntityKind.FILE));
        section("ADDRESSES", detail, EnumSet.of(EntityKind.URL, EntityKind.DOMAIN, EntityKind.IP));
        section("OTHER", detail, EnumSet.of(EntityKind.RESOURCE));
    }

    private void section(String heading, InvestigationDetail detail, Set<EntityKind> kinds) {
        List<Entity> all = detail.entities().stream()
                .filter(entity -> kinds.contains(entity.kind()))
                .sorted(Comparator.comparingInt(Entity::findings)
                        .reversed()
                        .thenComparing(Entity::kind)
                        .thenComparing(Entity::value))
                .toList();
        if (all.isEmpty()) {
            return;
        }
        page.gap();
        page.text(heading);
        all.stream().limit(most).forEach(entity -> entity(entity, kinds.size() > 1));
        more(all.size());
    }

    private void entity(Entity entity, boolean sayKind) {
        StringJoiner facts = new StringJoiner(", ");
        if (entity.verdict() != null) {
            facts.add(entity.verdict());
        }
        facts.add(entity.findings() == 1 ? "in 1 finding" : "in " + entity.findings() + " findings");
        if (entity.busy()) {
            facts.add("in so many of the tenant's that it joins none");
        }
        page.text("  ", (sayKind ? entity.kind().word() + " " : "") + EntityText.of(entity) + ": " + facts);
        List<String> context = DirectoryText.of(entity.context());
        if (!context.isEmpty()) {
            page.text("      ", String.join("; ", context));
        }
    }

    private void quarantined(List<Message> messages) {
        if (messages.isEmpty()) {
            return;
        }
        page.gap();
        page.text("QUARANTINED");
        messages.stream().limit(most).forEach(this::message);
        more(messages.size());
    }

    private void message(Message message) {
        page.text("  ", Objects.requireNonNullElse(message.subject(), "(no subject)"));
        StringJoiner facts = new StringJoiner("; ");
        if (message.sender() != null) {
            facts.add("from " + message.sender());
        }
        if (!message.recipients().isEmpty()) {
            facts.add("to " + String.join(", ", message.recipients()));
        }
        if (message.receivedAt() != null) {
            facts.add("received " + Moments.second(message.receivedAt()));
        }
        if (message.type() != null) {
            facts.add("held as " + message.type());
        }
        if (message.releaseStatus() != null) {
            facts.add(message.releaseStatus());
        }
        page.text("      ", facts.toString());
        if (message.authentication() != null) {
            page.text("      ", authentication(message.authentication()));
        }
        urls(message.urls());
        for (String hash : message.attachments().stream().limit(MOST_URLS).toList()) {
            page.text("      ", "attachment " + hash);
        }
        if (message.evidence() != null) {
            page.text(
                    "      ",
                    message.evidence().size() + " bytes are kept: ./sluice evidence "
                            + message.evidence().sha256() + " fetches them");
        }
    }

    private static String authentication(MailAuthentication found) {
        StringJoiner results = new StringJoiner(", ");
        if (found.spf() != null) {
            results.add("SPF " + found.spf());
        }
        if (found.dkim() != null) {
            results.add("DKIM " + found.dkim());
        }
        if (found.dmarc() != null) {
            results.add("DMARC " + found.dmarc());
        }
        if (found.compauth() != null) {
            results.add("in all, says Microsoft: " + found.compauth());
        }
        return results.toString();
    }

    private void urls(List<String> urls) {
        for (String url : urls.stream().limit(MOST_URLS).toList()) {
            page.text("      ", "links to " + EntityText.of(EntityKind.URL, url));
        }
        if (urls.size() > MOST_URLS) {
            page.text("      ", "and to " + (urls.size() - MOST_URLS) + " more");
        }
    }

    private void more(int size) {
        if (size > most) {
            page.text("  ", "and " + (size - most) + " more; --all shows them");
        }
    }
}
