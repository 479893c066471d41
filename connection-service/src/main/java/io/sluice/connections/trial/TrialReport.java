package io.sluice.connections.trial;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.sluice.contracts.connection.Capability;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the test of a connection brought to light. It holds no secret and no token. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "TestReport", description = "What the test of a connection brought to light.")
public record TrialReport(
        @Schema(description = "The worst of the capabilities'.")
        Verdict verdict,

        @Schema(description = "The verdict in a sentence.") String summary,

        @Schema(description = "When the test began.") Instant testedAt,

        @Schema(description = "How long it took, in milliseconds.")
        long millis,

        @Schema(description = "The connection's name.") String connection,

        @Schema(description = "The tenant that was tested.") String tenantId,

        @Schema(description = "Each capability that is switched on.")
        List<CapabilityTrial> capabilities,

        @Schema(description = "The token that was asked for where no capability is switched on.") @Nullable
        TokenTrial signIn,

        @Schema(description = "What works but should be looked at.")
        List<String> warnings,

        @Schema(description = "What to do, the same thing once only, in this order.")
        List<String> remedies,

        @Schema(description = "How far this service's clock is from Microsoft's, where an answer told it.") @Nullable
        Clock clock) {

    public TrialReport {
        capabilities = List.copyOf(capabilities);
        warnings = List.copyOf(warnings);
        remedies = List.copyOf(remedies);
    }

    /** How a capability did. */
    @Schema(name = "TestedCapability", description = "How a capability did.")
    public record CapabilityTrial(
            @Schema(implementation = String.class, description = "The capability.", examples = "defenderIncidents")
            Capability capability,

            @Schema(description = "Its name for people.") String caption,

            @Schema(description = "The worst of its interfaces'.")
            Verdict verdict,

            @Schema(description = "Each of Microsoft's interfaces that it needs.")
            List<AccessTrial> accesses) {

        public CapabilityTrial {
            accesses = List.copyOf(accesses);
        }
    }

    /** How a capability did at one of Microsoft's interfaces. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "TestedInterface", description = "How a capability did at one of Microsoft's interfaces.")
    public record AccessTrial(
            @Schema(description = "The interface.", examples = "defender")
            String surface,

            @Schema(description = "Its name for people.") String caption,

            @Schema(description = "The API's name in the permission picker.")
            String application,

            @Schema(description = "Where it was called.") @Nullable
            URI baseUrl,

            @Schema(description = "How it did.") Verdict verdict,

            @Schema(description = "Why nothing was tried, where that is so.") @Nullable
            Evidence problem,

            @Schema(description = "The token.") TokenTrial token,

            @Schema(description = "What the token grants.") GrantTrial permissions,

            @Schema(description = "Roles besides the permissions.")
            List<RoleTrial> roles,

            @Schema(description = "The calls.") List<ProbeTrial> probes) {

        public AccessTrial {
            roles = List.copyOf(roles);
            probes = List.copyOf(probes);
        }
    }

    /** How asking for a token ended. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "TestedToken", description = "How asking for a token ended.")
    public record TokenTrial(
            @Schema(description = "issued, refused or not-asked.")
            Outcome outcome,

            @Schema(description = "What the token is for.") @Nullable
            String resource,

            @Schema(description = "What was answered, where none was issued.") @Nullable
            Evidence evidence,

            @Schema(description = "Until when the token is good.") @Nullable
            Instant expiresAt,

            @Schema(description = "The token's claim aud, where it can be read.") @Nullable
            String audience,

            @Schema(description = "With which credential it was asked for.") @Nullable
            CredentialUsed credential) {}

    /** What a token grants. */
    @Schema(
            name = "TestedPermissions",
            description = "What the token grants, compared with what the connection needs of this API.")
    public record GrantTrial(
            @Schema(description = "Whether the token could be read; otherwise the calls alone decide.")
            boolean known,

            @Schema(description = "Application permissions in the token.")
            List<String> granted,

            @Schema(description = "Those that the capability needs and the token has not.")
            List<Missing> missing,

            @Schema(description = "Those that no capability of this connection needs.")
            List<String> excessive) {

        /** Nothing is known. */
        static final GrantTrial UNKNOWN = new GrantTrial(false, List.of(), List.of(), List.of());

        public GrantTrial {
            granted = List.copyOf(granted);
            missing = List.copyOf(missing);
            excessive = List.copyOf(excessive);
        }
    }

    /** A permission that is missing. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "MissingPermission", description = "A permission that is missing.")
    public record Missing(
            @Schema(description = "Its name.", examples = "Incident.Read.All")
            String name,

            @Schema(description = "Its id, where it is known for the connection's cloud.") @Nullable
            String id) {}

    /** A role besides the permissions. */
    @Schema(name = "TestedRole", description = "A role besides the permissions.")
    public record RoleTrial(
            @Schema(description = "entra (of the directory) or azure (on a resource).")
            String system,

            @Schema(description = "One of these is enough.") List<String> anyOf,

            @Schema(description = "On what it is assigned.") String scope,

            @Schema(description = "granted, not-in-token, or not-visible: then the calls alone decide.")
            String state) {

        public RoleTrial {
            anyOf = List.copyOf(anyOf);
        }
    }

    /** How a call ended. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "TestedCall", description = "How a call ended.")
    public record ProbeTrial(
            @Schema(description = "The call.", examples = "GET https://api.security.microsoft.com/api/incidents?$top=1")
            String request,

            @Schema(description = "passed, failed or skipped.")
            Outcome outcome,

            @Schema(description = "What was answered and what it means.")
            Evidence evidence,

            @Schema(description = "How long it took, in milliseconds.")
            long millis) {}

    /** What was answered, what it means and what to do. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "TestEvidence", description = "What was answered, what it means and what to do.")
    public record Evidence(
            @Schema(description = "The HTTP status, where there was an answer.") @Nullable
            Integer status,

            @Schema(description = "Microsoft's code, such as AADSTS7000215 or Forbidden.") @Nullable
            String code,

            @Schema(description = "By which Microsoft's support finds the call.") @Nullable
            String correlationId,

            @Schema(description = "What it means.") String meaning,

            @Schema(description = "What to do; absent where nothing is.") @Nullable
            String remedy) {

        /** Makes evidence of something that was not answered by Microsoft. */
        static Evidence of(String meaning, @Nullable String remedy) {
            return new Evidence(null, null, null, meaning, remedy);
        }
    }

    /** How far this service's clock is from Microsoft's. */
    @Schema(name = "TestedClock", description = "How far this service's clock is from Microsoft's.")
    public record Clock(
            @Schema(description = "Seconds; positive: this service's clock is ahead.")
            long aheadSeconds,

            @Schema(description = "Whose answer told it.") String toldBy) {}

    /** How a step ended. */
    public enum Outcome {
        /** A token was issued. */
        ISSUED("issued"),
        /** A token was refused, or not to be had. */
        REFUSED("refused"),
        /** No token was asked for. */
        NOT_ASKED("not-asked"),
        /** A call worked. */
        PASSED("passed"),
        /** A call did not work. */
        FAILED("failed"),
        /** A call was not made, because of what came before. */
        SKIPPED("skipped");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        /** Returns the word for it. */
        @JsonValue
        public String word() {
            return word;
        }
    }
}
