package io.sluice.enrichment.entity;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The ids of resources in clouds: those of Azure in lower case, which does not count there, without a slash at the end.
 */
final class ResourceIds {

    private ResourceIds() {}

    /** Returns the id of an Azure resource that lies within a subscription; nothing if it is none. */
    static @Nullable String azure(@Nullable String text) {
        String id = CanonicalText.clean(text);
        if (id == null || !id.regionMatches(true, 0, "/subscriptions/", 0, "/subscriptions/".length())) {
            return null;
        }
        int end = id.length();
        while (end > 0 && id.charAt(end - 1) == '/') {
            end--;
        }
        String resource = id.substring(0, end).toLowerCase(Locale.ROOT);
        return resource.indexOf('/', 1) > 0 ? resource : null;
    }

    /** Whether an id names one resource, and not a whole subscription or resource group. */
    static boolean isOne(String azureId) {
        return azureId.contains("/providers/");
    }
}
