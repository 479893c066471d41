package io.sluice.connections.tokens;

import io.sluice.connections.credentials.CertificateKey;
import io.sluice.connections.credentials.ClientSecret;
import io.sluice.connections.credentials.CredentialMaterial;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.failure.MicrosoftFailure.Forbidden;
import io.sluice.microsoft.failure.MicrosoftFailure.InvalidRequest;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.microsoft.failure.MicrosoftFailure.Unauthenticated;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Entra ID's refusals mean and what an operator can do (Microsoft Learn: "Microsoft Entra authentication and
 * authorization error codes"). Microsoft's own text is not repeated: it is written for developers, and it can quote the
 * request.
 */
final class EntraRefusals {

    /** How long a client is left alone that Entra ID takes for one that loops (AADSTS50196): some minutes. */
    private static final Duration LOOP_PAUSE = Duration.ofMinutes(5);

    /** The form of OAuth's words for errors (RFC 6749, section 5.2, and Entra ID's own). */
    private static final Pattern WORD = Pattern.compile("[a-z_]{1,64}");

    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private EntraRefusals() {}

    /** What was asked for, for the sentences. */
    record Asked(String tenantId, String clientId, String resource, CredentialMaterial credential) {

        boolean secretLooksLikeAnId() {
            return credential instanceof ClientSecret secret && secret.looksLikeAnId();
        }

        /** Names the certificate that signed, as the portal lists it. */
        String certificate() {
            return credential instanceof CertificateKey key
                    ? "the connection's certificate with the thumbprint "
                            + key.certificate().sha1()
                    : "the connection's certificate";
        }
    }

    /**
     * Returns the failure of a refusal.
     *
     * @param error OAuth's {@code error}, such as {@code invalid_client}
     * @param code such as {@code AADSTS7000215}
     * @param correlationId by which Microsoft's support and the tenant's sign-in logs find the request
     */
    static MicrosoftFailure of(
            @Nullable String error, @Nullable String code, @Nullable String correlationId, Asked asked) {
        String id = correlationId(correlationId);
        String trace = id == null ? "" : " (correlation id " + id + ")";
        String app = "the application " + asked.clientId;
        String tenant = "the tenant " + asked.tenantId;
        return switch (code == null ? "" : code) {
            case "AADSTS7000215" ->
                asked.secretLooksLikeAnId()
                        ? new Unauthenticated(
                                "The client secret is wrong: it has the form of a secret's id" + trace + ".",
                                code,
                                "In the Entra portal, under Certificates & secrets, copy the column 'Value', not"
                                        + " 'Secret ID'. The value is shown only once; if it is gone, create a new"
                                        + " secret. Then replace the connection's clientSecret.")
                        : new Unauthenticated(
                                "The client secret is wrong" + trace + ".",
                                code,
                                "Copy the secret's value (not its id) from the app registration " + asked.clientId
                                        + ", Certificates & secrets, into the connection's clientSecret. A new secret"
                                        + " can take a minute to work.");
            case "AADSTS7000222" ->
                new Unauthenticated(
                        "The client secret has expired" + trace + ".",
                        code,
                        "Create a new secret in the app registration " + asked.clientId
                                + ", Certificates & secrets, and replace the connection's clientSecret.");
            case "AADSTS7000216", "AADSTS7000218" ->
                new InvalidRequest("The token request held no credential" + trace + ".", code);
            case "AADSTS700027", "AADSTS5002723" ->
                new Unauthenticated(
                        "Entra ID does not accept the certificate" + trace + ".",
                        code,
                        "Upload " + asked.certificate() + " to the app registration " + asked.clientId
                                + ", Certificates & secrets, and check that it has not expired there. A new"
                                + " certificate can take a minute to work.");
            case "AADSTS700024" ->
                new Unauthenticated(
                        "The signed assertion is outside its validity" + trace + ".",
                        code,
                        "Set the clock of the machine that runs connection-service (NTP).");
            case "AADSTS700021" ->
                new Unauthenticated(
                        "The signed assertion names another application" + trace + ".",
                        code,
                        "Check the connection's clientId.");
            case "AADSTS700016" ->
                new Unauthenticated(
                        app + " does not exist in " + tenant + trace + ".",
                        code,
                        "Check clientId and tenantId. For an application of another tenant, an administrator of "
                                + asked.tenantId
                                + " grants consent first. A new registration can take a minute to be known.");
            case "AADSTS7000229" ->
                new Unauthenticated(
                        app + " has no service principal in " + tenant + trace + ".",
                        code,
                        "Have an administrator of the tenant grant admin consent to the application, which creates it.");
            case "AADSTS7000112" ->
                new Unauthenticated(
                        app + " is disabled in " + tenant + trace + ".",
                        code,
                        "In the tenant's Enterprise applications, open the application, Properties, and set 'Enabled"
                                + " for users to sign-in' to Yes.");
            case "AADSTS90002", "AADSTS900023" ->
                new Unauthenticated(
                        "There is no tenant " + asked.tenantId + " in this cloud" + trace + ".",
                        code,
                        "Check tenantId and cloud: the Entra portal shows the tenant id under Overview.");
            case "AADSTS500011", "AADSTS50001", "AADSTS500014" ->
                new Forbidden(
                        tenant + " does not offer " + asked.resource + trace + ".",
                        code,
                        "Check that the tenant is licensed for the product and has opened its portal once, that its"
                                + " enterprise application is enabled, and that the connection's cloud is the right"
                                + " one.");
            case "AADSTS65001", "AADSTS501051" ->
                new Forbidden(
                        app + " has no permission for " + asked.resource + " in " + tenant + trace + ".",
                        code,
                        "Have an administrator of the tenant add the application permissions and grant admin"
                                + " consent.");
            case "AADSTS53003" ->
                new Forbidden(
                        "A Conditional Access policy of " + tenant + " blocks the application" + trace + ".",
                        code,
                        "Have an administrator of the tenant allow the application's workload identity from the"
                                + " addresses of connection-service; the tenant's sign-in log names the policy.");
            case "AADSTS90014", "AADSTS50027", "AADSTS70011", "AADSTS1002012", "AADSTS700022" ->
                new InvalidRequest(
                        "Entra ID does not understand the token request (" + code
                                + "), which is a fault of Sluice, not of the connection" + trace + ".",
                        code);
            case "AADSTS700011", "AADSTS50011" ->
                new InvalidRequest(
                        "Entra ID complains of a redirect address (" + code
                                + "). That does not occur with client credentials, which have none" + trace + ".",
                        code);
            case "AADSTS50196" ->
                new Throttled("Entra ID takes the application for one that loops" + trace + ".", LOOP_PAUSE);
            case "AADSTS90033", "AADSTS90024", "AADSTS90006", "AADSTS90012", "AADSTS50033" ->
                new Unavailable("Entra ID has a passing fault, " + code + trace + ".");
            default -> unlisted(word(error), code, trace);
        };
    }

    /** Returns a correlation id, or nothing where it is none: what answers may be a proxy that quotes the request. */
    static @Nullable String correlationId(@Nullable String text) {
        return text != null && GUID.matcher(text).matches() ? text : null;
    }

    /** Returns OAuth's word for an error, or nothing where it is none. */
    private static @Nullable String word(@Nullable String error) {
        return error != null && WORD.matcher(error).matches() ? error : null;
    }

    private static MicrosoftFailure unlisted(@Nullable String error, @Nullable String code, String trace) {
        String what = "Entra ID refuses the token: " + (error == null ? "no reason given" : error)
                + (code == null ? "" : ", " + code) + trace + ".";
        String lookUp = code == null
                ? "See the application's sign-in log in the tenant."
                : "Look the code up at https://login.microsoftonline.com/error?code="
                        + code.substring("AADSTS".length());
        String whatToDo = firstAid(error) + lookUp;
        return switch (error == null ? "" : error) {
            case "temporarily_unavailable", "server_error" -> new Unavailable(what);
            case "invalid_client", "unauthorized_client", "invalid_tenant" -> new Unauthenticated(what, code, whatToDo);
            case "invalid_grant", "interaction_required", "invalid_resource", "access_denied" ->
                new Forbidden(what, code, whatToDo);
            default -> new InvalidRequest(what, code);
        };
    }

    /** What OAuth's error alone tells an operator to do: the rows of other products' guides. */
    private static String firstAid(@Nullable String error) {
        return switch (error == null ? "" : error) {
            case "invalid_client" -> "Check clientId and the credential; if in doubt, make a new secret. ";
            case "unauthorized_client" ->
                "Check clientId and tenantId, add the application permissions, and grant admin consent. ";
            case "invalid_grant" ->
                "Have an administrator of the tenant grant admin consent, and look for a Conditional Access policy that"
                        + " blocks the application. ";
            default -> "";
        };
    }
}
