package io.sluice.connections.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.sluice.connections.credentials.ClientSecret;
import io.sluice.microsoft.failure.FailureDocument;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row of Entra ID's codes, and those that guides of other products explain. */
class EntraRefusalsTest {

    private static final String CORRELATION = "2a000000-0000-4000-8000-000000000002";
    private static final String SECRET = "aBc8Q~value-of-a-client-secret";

    static Stream<Arguments> rows() {
        return Stream.of(
                arguments("invalid_client", "AADSTS7000215", "unauthenticated", "secret is wrong", "not its id"),
                arguments("invalid_client", "AADSTS7000222", "unauthenticated", "has expired", "Create a new secret"),
                arguments("invalid_client", "AADSTS7000216", "invalid-request", "no credential", null),
                arguments("invalid_request", "AADSTS7000218", "invalid-request", "no credential", null),
                arguments("invalid_client", "AADSTS700027", "unauthenticated", "certificate", "Upload"),
                arguments("invalid_client", "AADSTS700024", "unauthenticated", "outside its validity", "clock"),
                arguments("invalid_client", "AADSTS700021", "unauthenticated", "another application", "clientId"),
                arguments("invalid_client", "AADSTS5002723", "unauthenticated", "certificate", "Upload"),
                arguments("invalid_request", "AADSTS50027", "invalid-request", "fault of Sluice", null),
                arguments("invalid_request", "AADSTS90014", "invalid-request", "fault of Sluice", null),
                arguments("unauthorized_client", "AADSTS700016", "unauthenticated", "does not exist in", "clientId"),
                arguments("unauthorized_client", "AADSTS7000112", "unauthenticated", "is disabled", "Enterprise"),
                arguments("invalid_client", "AADSTS7000229", "unauthenticated", "no service principal", "consent"),
                arguments("invalid_request", "AADSTS90002", "unauthenticated", "no tenant", "tenantId"),
                arguments("invalid_request", "AADSTS900023", "unauthenticated", "no tenant", "tenantId"),
                arguments("invalid_resource", "AADSTS500011", "forbidden", "does not offer", "licensed"),
                arguments("invalid_resource", "AADSTS50001", "forbidden", "does not offer", "licensed"),
                arguments("invalid_resource", "AADSTS500014", "forbidden", "does not offer", "enterprise application"),
                arguments("invalid_scope", "AADSTS70011", "invalid-request", "fault of Sluice", null),
                arguments("invalid_scope", "AADSTS1002012", "invalid-request", "fault of Sluice", null),
                arguments("invalid_scope", "AADSTS700022", "invalid-request", "fault of Sluice", null),
                arguments("invalid_grant", "AADSTS65001", "forbidden", "no permission", "consent"),
                arguments("invalid_grant", "AADSTS501051", "forbidden", "no permission", "consent"),
                arguments("invalid_grant", "AADSTS53003", "forbidden", "Conditional Access", "workload identity"),
                arguments("interaction_required", "AADSTS53003", "forbidden", "Conditional Access", "policy"),
                arguments("invalid_grant", "AADSTS50196", "throttled", "loops", null),
                arguments("temporarily_unavailable", "AADSTS90033", "unavailable", "passing fault", null),
                arguments("temporarily_unavailable", "AADSTS90024", "unavailable", "passing fault", null),
                arguments("temporarily_unavailable", "AADSTS90006", "unavailable", "passing fault", null),
                arguments("temporarily_unavailable", "AADSTS90012", "unavailable", "passing fault", null),
                arguments("temporarily_unavailable", "AADSTS50033", "unavailable", "passing fault", null),
                // rows of the guides
                arguments("invalid_request", "AADSTS700011", "invalid-request", "does not occur with client", null),
                arguments("invalid_client", null, "unauthenticated", "invalid_client", "make a new secret"),
                arguments("unauthorized_client", null, "unauthenticated", "unauthorized_client", "admin consent"),
                arguments("invalid_grant", null, "forbidden", "invalid_grant", "consent"),
                arguments("invalid_client", "AADSTS7009999", "unauthenticated", "AADSTS7009999", "error?code=7009999"),
                arguments("server_error", null, "unavailable", "server_error", null),
                arguments(null, null, "invalid-request", "no reason given", null));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("rows")
    void everyRowHasAMeaning(
            @Nullable String error, @Nullable String code, String kind, String meaning, @Nullable String remedy) {
        FailureDocument read = read(error, code, SECRET);

        assertThat(read.kind()).isEqualTo(kind);
        assertThat(read.message()).contains(meaning).contains("(correlation id " + CORRELATION + ")");
        if (remedy != null) {
            assertThat(read.remedy()).contains(remedy);
        }
        assertThat(read.toString()).doesNotContain(SECRET);
    }

    @Test
    void aPastedIdOfASecretIsRecognized() {
        FailureDocument read = read("invalid_client", "AADSTS7000215", "0f8f0000-0000-4000-8000-000000000001");

        assertThat(read.message()).contains("form of a secret's id");
        assertThat(read.remedy()).contains("'Value', not 'Secret ID'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grant_type=client_credentials&client_secret=" + SECRET,
                SECRET,
                "invalid_client " + SECRET,
                "invalid_client\n" + SECRET,
                CORRELATION + SECRET,
            })
    void whatAnAnswerQuotesOfTheRequestIsNotRepeated(String quoted) {
        FailureDocument read = read(quoted, null, quoted, SECRET);

        assertThat(read.toString()).doesNotContain(SECRET);
        assertThat(read.message()).contains("no reason given").doesNotContain("correlation");
        assertThat(AadstsCode.in("AADSTS" + quoted)).isEmpty();
    }

    private static FailureDocument read(@Nullable String error, @Nullable String code, String secret) {
        return read(error, code, CORRELATION, secret);
    }

    private static FailureDocument read(
            @Nullable String error, @Nullable String code, String correlationId, String secret) {
        return FailureDocument.of(EntraRefusals.of(
                error,
                code,
                correlationId,
                new EntraRefusals.Asked(
                        "c0a70000-0000-4000-8000-000000000001",
                        "5a1ce000-0000-4000-8000-0000000000ff",
                        "https://graph.microsoft.com",
                        ClientSecret.of(secret))));
    }
}
