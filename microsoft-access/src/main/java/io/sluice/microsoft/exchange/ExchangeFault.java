package io.sluice.microsoft.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * What an error document of the Exchange Online admin API says. Its own code and message are always the same empty
 * words; the cmdlet's fault is a .NET exception two levels down, in {@code details[0].message} as {@code id|type|text}
 * or in {@code innererror.internalexception}. (Not documented: known from clients that run against it.)
 *
 * @param exception the last part of the exception's type as the answer writes it; empty where it names none. For
 *     comparing only: whoever shows it sees to its form first
 * @param text the fault in words; never shown, because it can quote what was asked
 */
public record ExchangeFault(String exception, String text) {

    /** Faults that pass by themselves, whatever the HTTP status is. */
    private static final Set<String> PASSING = Set.of(
            "CmdletProxyNotAvailableFailure",
            "ServerBusyException",
            "TransientException",
            "BackendCommunicationException",
            "MapiNetworkErrorException");

    private static final String TOO_MANY_AT_ONCE = "maximum number of concurrent requests per tenant";

    /**
     * Reads a fault.
     *
     * @param error the member {@code error} of an answer, or a missing node
     */
    public static ExchangeFault of(JsonNode error) {
        JsonNode internal = error.path("innererror").path("internalexception");
        String detail = error.path("details").path(0).path("message").asText("");
        String[] parts = detail.split("\\|", 3);
        String type = parts.length == 3 ? parts[1] : internal.path("type").asText("");
        String text = internal.path("message").asText("");
        if (text.isEmpty()) {
            text = parts.length == 3 ? parts[2] : detail;
        }
        return new ExchangeFault(
                type.substring(type.lastIndexOf('.') + 1).strip(),
                text.isEmpty() ? error.path("message").asText("") : text);
    }

    /** Tells whether it passes by itself, so that the same call is worth repeating. */
    public boolean isPassing() {
        return PASSING.stream().anyMatch(name -> exception.contains(name) || text.contains(name));
    }

    /** Tells whether an answer, JSON or not, complains of too many calls at once for its tenant. */
    public static boolean isTooManyAtOnce(String answer) {
        return answer.contains(TOO_MANY_AT_ONCE);
    }
}
