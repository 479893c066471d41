package io.sluice.simulator.incident;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What raises alerts of a kind; shared by all alerts of that kind.
 *
 * @param serviceSource product
 * @param detectionSource part of the product
 * @param detectorId id of the rule
 * @param category kill-chain phase
 * @param techniques MITRE ATT&CK techniques
 * @param threatFamily malware family, if known
 * @param actor threat actor, if known
 */
public record Detection(
        String serviceSource,
        String detectionSource,
        String detectorId,
        String category,
        List<String> techniques,
        @Nullable String threatFamily,
        @Nullable String actor) {}
