package io.sluice.simulator.entra;

import java.util.Arrays;
import java.util.Optional;

/**
 * Errors of the token service, with the HTTP status and OAuth error that the real service has been seen to give.
 *
 * <p>Microsoft Learn: "Microsoft Entra authentication and authorization error codes" documents numbers and names;
 * statuses come from observed answers.
 */
public enum AadSts {
    INVALID_SECRET(
            7000215,
            401,
            "invalid_client",
            "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value,"
                    + " not the client secret ID, for a secret added to app '%s'."),
    EXPIRED_SECRET(
            7000222,
            401,
            "invalid_client",
            "The provided client secret keys for app '%s' are expired. Visit the Azure portal to create new keys for"
                    + " your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added"
                    + " security: https://aka.ms/certCreds."),
    NO_CREDENTIAL(
            7000216,
            401,
            "invalid_client",
            "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type."),
    CREDENTIAL_PARAMETER_MISSING(
            7000218,
            401,
            "invalid_client",
            "The request body must contain the following parameter: 'client_assertion' or 'client_secret'."),
    ASSERTION_REJECTED(
            700027,
            401,
            "invalid_client",
            "The certificate with identifier used to sign the client assertion is not registered on application."
                    + " [Reason - %s] Please visit the Azure Portal, Graph Explorer or directly use MS Graph to see"
                    + " configured keys for the app."),
    ASSERTION_OUTSIDE_WINDOW(700024, 401, "invalid_client", "Client assertion is not within its valid time range. %s"),
    ASSERTION_ISSUER(
            700021,
            401,
            "invalid_client",
            "Client assertion application identifier doesn't match 'client_id' parameter. Review the documentation at"
                    + " https://docs.microsoft.com/azure/active-directory/develop/active-directory-certificate-credentials."),
    ASSERTION_AUDIENCE(
            700023, 401, "invalid_client", "Client assertion audience claim does not match Realm issuer. Review %s"),
    ASSERTION_WITHOUT_THUMBPRINT(
            5002723,
            401,
            "invalid_client",
            "Invalid JWT token. No certificate thumbprint or keyId was specified in the token header."),
    MALFORMED_JWT(50027, 401, "invalid_client", "JWT token is invalid or malformed."),
    FIELD_MISSING(
            90014,
            400,
            "invalid_request",
            "The required field '%s' is missing from the credential. Ensure that you have all the necessary parameters"
                    + " for the login request."),
    MALFORMED_REQUEST(9002313, 400, "invalid_request", "Invalid request. Request is malformed or invalid."),
    UNSUPPORTED_GRANT(70003, 400, "unsupported_grant_type", "The app requested an unsupported grant type '%s'."),
    APPLICATION_NOT_FOUND(
            700016,
            400,
            "unauthorized_client",
            "Application with identifier '%s' was not found in the directory '%s'. This can happen if the application"
                    + " has not been installed by the administrator of the tenant or consented to by any user in the"
                    + " tenant. You may have sent your authentication request to the wrong tenant."),
    APPLICATION_DISABLED(7000112, 400, "unauthorized_client", "Application '%s' is disabled."),
    SERVICE_PRINCIPAL_MISSING(
            7000229,
            401,
            "invalid_client",
            "The client application %s is missing service principal in the tenant %s. See instructions here:"
                    + " https://go.microsoft.com/fwlink/?linkid=2225119"),
    TENANT_NOT_FOUND(
            90002,
            400,
            "invalid_request",
            "Tenant '%s' not found. Check to make sure you have the correct tenant ID and are signing into the correct"
                    + " cloud. Check with your subscription administrator, this may happen if there are no active"
                    + " subscriptions for the tenant."),
    TENANT_IDENTIFIER(
            900023,
            400,
            "invalid_request",
            "Specified tenant identifier '%s' is neither a valid DNS name, nor a valid external domain."),
    RESOURCE_NOT_FOUND(
            500011,
            400,
            "invalid_resource",
            "The resource principal named %s was not found in the tenant named %s. This can happen if the application"
                    + " has not been installed by the administrator of the tenant or consented to by any user in the"
                    + " tenant. You might have sent your authentication request to the wrong tenant."),
    RESOURCE_DISABLED(50001, 400, "invalid_resource", "The resource '%s' is invalid or disabled."),
    RESOURCE_PRINCIPAL_DISABLED(
            500014, 400, "invalid_resource", "The service principal for resource '%s' is disabled."),
    INVALID_SCOPE(
            70011,
            400,
            "invalid_scope",
            "The provided request must include a 'scope' input parameter. The provided value for the input parameter"
                    + " 'scope' is not valid. The scope %s is not valid."),
    SCOPE_WITHOUT_DEFAULT(
            1002012,
            400,
            "invalid_scope",
            "The provided value for scope %s is not valid. Client credential flows must have a scope value with"
                    + " /.default suffixed to the resource identifier (application ID URI)."),
    SEVERAL_RESOURCES(
            700022,
            400,
            "invalid_scope",
            "The provided value for the input parameter scope '%s' is not valid because it contains more than one"
                    + " resource."),
    NO_CONSENT(
            65001,
            400,
            "invalid_grant",
            "The user or administrator has not consented to use the application with ID '%s'. Send an interactive"
                    + " authorization request for this user and resource."),
    ROLE_NOT_ASSIGNED(501051, 400, "invalid_grant", "Application '%s' is not assigned to a role for the application."),
    CONDITIONAL_ACCESS(
            53003,
            400,
            "invalid_grant",
            "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance."),
    LOOP_DETECTED(
            50196,
            400,
            "invalid_grant",
            "The server terminated an operation because it encountered a client request loop."),
    TENANT_THROTTLED(90055, 429, "temporarily_unavailable", "Tenant request throttled due to too many requests."),
    TRANSIENT_90033(90033, 503, "temporarily_unavailable", "A transient error has occurred. Please try again."),
    TRANSIENT_90024(90024, 503, "temporarily_unavailable", "Request budget exceeded. A transient error has occurred."),
    TRANSIENT_90006(90006, 503, "temporarily_unavailable", "The service is temporarily unavailable."),
    TRANSIENT_90012(90012, 503, "temporarily_unavailable", "Request timed out."),
    TRANSIENT_50033(50033, 503, "temporarily_unavailable", "A retryable error has occurred.");

    private final int code;
    private final int status;
    private final String error;
    private final String text;

    AadSts(int code, int status, String error, String text) {
        this.code = code;
        this.status = status;
        this.error = error;
        this.text = text;
    }

    /** The number after {@code AADSTS}. */
    public int code() {
        return code;
    }

    /** The HTTP status that goes with it. */
    public int status() {
        return status;
    }

    /** The OAuth 2.0 error. */
    public String error() {
        return error;
    }

    /** The text with its gaps filled; gaps without a value stay empty. */
    public String text(Object... values) {
        return text.formatted(Arrays.copyOf(values, 4, Object[].class)).replace("'null'", "''");
    }

    /** The error with this number. */
    public static Optional<AadSts> of(int code) {
        return Arrays.stream(values()).filter(it -> it.code == code).findFirst();
    }
}
