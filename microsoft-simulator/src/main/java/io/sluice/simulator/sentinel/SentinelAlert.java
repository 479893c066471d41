package io.sluice.simulator.sentinel;

import io.sluice.simulator.incident.Play;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An alert as Sentinel has it at one moment, one of its own or one of another product. */
public sealed interface SentinelAlert permits DefenderAlert, RuleAlert {

    /**
     * What is long, and made only when it is wanted.
     *
     * @param description explanation
     * @param alertType the kind of alert in its product
     * @param compromisedEntity the entity that is in danger, in words that differ from product to product
     * @param entities what it is about; often none in alerts of rules
     * @param extendedProperties what the product adds
     */
    record Details(
            String description,
            String alertType,
            String compromisedEntity,
            List<SentinelEntity> entities,
            Map<String, String> extendedProperties) {}

    /** Sentinel's id, which no other product knows. */
    String systemAlertId();

    /** The id in the product that raised it, as that product gives it to Sentinel. */
    String vendorOriginalId();

    /** Defender's (Microsoft Graph's) id of the same alert, if Defender reports it too. */
    @Nullable
    String defenderId();

    /** Headline. */
    String displayName();

    /** Informational, Low, Medium or High. */
    String severity();

    /** New, InProgress or Resolved. */
    String status();

    /** What raised it, in a word that has stayed. */
    String providerName();

    /** The product, in a name that has stayed. */
    String productName();

    /** The part of the product, if it has parts. */
    String productComponentName();

    /** Begin of what it reports. */
    Instant start();

    /** End of what it reports. */
    Instant end();

    /** MITRE ATT&amp;CK tactics. */
    List<String> tactics();

    /** MITRE ATT&amp;CK techniques. */
    List<String> techniques();

    /** Its page in the portal; empty if it has none. */
    String alertLink();

    /** How the text of its entities refers to what it has said. */
    EntityJson.Style entityStyle();

    /** What is long. */
    Details details();

    /** The playing of a scenario that it comes from. */
    Play play();

    /** The attack it is part of, if of one. */
    default @Nullable String attackId() {
        return play().attackId();
    }

    /**
     * The id that one and the same alert has wherever it is read: that of Defender where Defender reports it too, else
     * Sentinel's.
     */
    default String uid() {
        String defender = defenderId();
        return defender == null ? systemAlertId() : defender;
    }
}
