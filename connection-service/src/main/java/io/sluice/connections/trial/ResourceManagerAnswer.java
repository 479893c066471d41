package io.sluice.connections.trial;

import io.sluice.contracts.connection.Sentinel;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What answers of Azure Resource Manager mean (Microsoft Learn: "Troubleshoot common Azure deployment errors", and the
 * Azure REST specifications' CloudError).
 */
final class ResourceManagerAnswer {

    private ResourceManagerAnswer() {}

    static Meaning of(Answer answer, Asked asked) {
        @Nullable String code = answer.code(answer.error().path("code"));
        Sentinel sentinel =
                Objects.requireNonNull(asked.details().capabilities().sentinel(), "asked for Sentinel");
        return switch (code == null ? "" : code) {
            case "AuthorizationFailed", "LinkedAuthorizationFailed" ->
                Meaning.bad(code, "The application has no role that lets it read Sentinel's incidents.", asked.roles());
            case "InvalidAuthenticationTokenTenant" ->
                Meaning.bad(
                        code,
                        "The subscription belongs to another tenant than "
                                + asked.details().tenantId() + ".",
                        "Check the connection's tenantId and capabilities.sentinel.subscriptionId: both must be of the"
                                + " tenant that has the workspace.");
            case "InvalidAuthenticationTokenAudience" ->
                Meaning.bad(
                        code,
                        "The access token is not meant for Azure Resource Manager.",
                        "Check the connection's cloud, "
                                + asked.details().cloud().word() + ".");
            case "AuthenticationFailed",
                    "InvalidAuthenticationToken",
                    "ExpiredAuthenticationToken",
                    "AuthenticationFailedMissingToken" ->
                Meaning.bad(
                        code,
                        "Azure Resource Manager refuses the access token: it is invalid or expired.",
                        "Check the connection's cloud and the clock of the machine that runs connection-service; then"
                                + " test again.");
            case "SubscriptionNotFound", "InvalidSubscriptionId" ->
                Meaning.bad(
                        code,
                        "There is no subscription " + sentinel.subscriptionId()
                                + ", or the application has no role in it.",
                        "Copy capabilities.sentinel.subscriptionId from the workspace's Overview. " + asked.roles());
            case "ResourceGroupNotFound" ->
                Meaning.bad(
                        code,
                        "The subscription has no resource group of the name in capabilities.sentinel.resourceGroup.",
                        "Copy it from the workspace's Overview.");
            case "ResourceNotFound", "ParentResourceNotFound", "NotFound" ->
                Meaning.bad(
                        code,
                        "The resource group has no workspace of the name in capabilities.sentinel.workspaceName.",
                        "Copy the workspace's name, not its id, from its Overview.");
            case "MissingSubscriptionRegistration", "NoRegisteredProviderFound" -> sentinelIsOff(code);
            case "ReadOnlyDisabledSubscription", "DisallowedOperation" ->
                Meaning.bad(
                        code,
                        "The Azure subscription is disabled.",
                        "Have its owner activate it again: Azure portal, Subscriptions.");
            case "TooManyRequests",
                    "OperationNotAllowed",
                    "ResourceRequestsThrottled",
                    "SubscriptionRequestsThrottled" -> AnyAnswer.throttled(answer, asked, code);
            default -> byStatus(answer, asked, code);
        };
    }

    private static Meaning byStatus(Answer answer, Asked asked, @Nullable String code) {
        String text = answer.error().path("message").asText("").toLowerCase(Locale.ROOT);
        if (answer.status() == 400 && text.contains("onboard")) {
            return sentinelIsOff(code);
        }
        return AnyAnswer.status(answer, asked, code);
    }

    private static Meaning sentinelIsOff(@Nullable String code) {
        return Meaning.bad(
                code,
                "Microsoft Sentinel is not switched on for the workspace.",
                "Add Microsoft Sentinel to the workspace: Azure portal, Microsoft Sentinel, Create. Or check that"
                        + " workspaceName is that of the right workspace.");
    }
}
