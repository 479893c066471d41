package io.sluice.connections.registry;

import io.sluice.connections.credentials.CredentialUse;
import io.sluice.contracts.connection.Capabilities;
import io.sluice.contracts.connection.DefenderIncidents;
import io.sluice.microsoft.cloud.Cloud;
import io.sluice.microsoft.cloud.Surface;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Valid details of a connection that no agent serves: a test says what matters to it. */
public final class TestDetails {

    private String name = "contoso";
    private String tenantId = "c0a70000-0000-4000-8000-000000000001";
    private @Nullable String tenantDomain = "contoso.onmicrosoft.com";
    private Cloud cloud = Cloud.COMMERCIAL;
    private Map<Surface, URI> baseUrls = Map.of();
    private String clientId = "5a1ce000-0000-4000-8000-0000000000ff";
    private boolean enabled = true;
    private Duration pollInterval = Duration.ofSeconds(10);
    private Capabilities capabilities = Capabilities.of(DefenderIncidents.xdr(Duration.ofDays(1)));
    private CredentialUse credentialUse = CredentialUse.AUTOMATIC;
    private @Nullable String agent;

    /** Begins with the same for all. */
    public TestDetails() {}

    /** Begins with what others are like. */
    public TestDetails(ConnectionDetails like) {
        name = like.name();
        tenantId = like.tenantId();
        tenantDomain = like.tenantDomain();
        cloud = like.cloud();
        baseUrls = like.baseUrls();
        clientId = like.clientId();
        enabled = like.enabled();
        pollInterval = like.pollInterval();
        capabilities = like.capabilities();
        credentialUse = like.credentialUse();
        agent = like.agent();
    }

    /** Sets the name. */
    public TestDetails name(String to) {
        name = to;
        return this;
    }

    /** Sets the tenant. */
    public TestDetails tenantId(String to) {
        tenantId = to;
        return this;
    }

    /** Sets the tenant's domain. */
    public TestDetails tenantDomain(@Nullable String to) {
        tenantDomain = to;
        return this;
    }

    /** Sets the cloud. */
    public TestDetails cloud(Cloud to) {
        cloud = to;
        return this;
    }

    /** Sets the addresses that replace those of the cloud. */
    public TestDetails baseUrls(Map<Surface, URI> to) {
        baseUrls = to;
        return this;
    }

    /** Sets the application's id. */
    public TestDetails clientId(String to) {
        clientId = to;
        return this;
    }

    /** Sets what is read. */
    public TestDetails capabilities(Capabilities to) {
        capabilities = to;
        return this;
    }

    /** Returns the details. */
    public ConnectionDetails made() {
        return new ConnectionDetails(
                name,
                tenantId,
                tenantDomain,
                cloud,
                baseUrls,
                clientId,
                enabled,
                pollInterval,
                capabilities,
                credentialUse,
                agent);
    }
}
