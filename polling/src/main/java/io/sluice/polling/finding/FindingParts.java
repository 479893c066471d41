package io.sluice.polling.finding;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.ocsf.Account;
import io.sluice.contracts.ocsf.AccountType;
import io.sluice.contracts.ocsf.Activity;
import io.sluice.contracts.ocsf.Cloud;
import io.sluice.contracts.ocsf.KeyValue;
import io.sluice.contracts.ocsf.Metadata;
import io.sluice.contracts.ocsf.Product;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts that findings of both classes have. */
final class FindingParts {

    /** The category Findings, to which both classes belong. */
    static final int CATEGORY_UID = 2;

    static final String CATEGORY_NAME = "Findings";

    private static final String VENDOR = "Microsoft";

    private FindingParts() {}

    static Activity activity(boolean closed, boolean seenBefore) {
        if (closed) {
            return Activity.CLOSE;
        }
        return seenBefore ? Activity.UPDATE : Activity.CREATE;
    }

    static Cloud cloud(String tenantId) {
        return new Cloud(
                VENDOR, new Account(null, tenantId, AccountType.M365_TENANT.caption(), AccountType.M365_TENANT));
    }

    static Product product(String serviceSource) {
        return new Product(Words.productName(serviceSource), serviceSource, VENDOR);
    }

    static Metadata metadata(
            Shape shape,
            EventIdentity event,
            @Nullable SourceTime originalTime,
            List<String> profiles,
            List<String> labels,
            boolean truncated,
            Instant processedAt) {
        return new Metadata(
                Metadata.OCSF_VERSION,
                shape.product(),
                profiles,
                event.id(),
                event.tenantId(),
                event.subjectId(),
                originalTime == null ? null : originalTime.text(),
                shape.logName(),
                event.source(),
                event.readAt().toEpochMilli(),
                event.readAt().toString(),
                processedAt.toEpochMilli(),
                processedAt.toString(),
                labels,
                List.of(new KeyValue("connection_id", event.connectionId())),
                truncated ? true : null);
    }

    /** The text of the last comment. */
    static @Nullable String lastComment(JsonNode comments) {
        if (comments.isEmpty()) {
            return null;
        }
        JsonNode last = comments.get(comments.size() - 1);
        String text = Members.text(last, "comment");
        return text != null ? text : Members.text(last, "message");
    }

    static @Nullable Long millis(@Nullable SourceTime time) {
        return time == null ? null : time.epochMillis();
    }

    static @Nullable String text(@Nullable SourceTime time) {
        return time == null ? null : time.text();
    }
}
