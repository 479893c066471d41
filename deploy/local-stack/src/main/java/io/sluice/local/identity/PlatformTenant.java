package io.sluice.local.identity;

import io.sluice.local.home.Ports;
import java.net.URI;

/** Sluice's own tenant at the local identity provider, which is the simulator's Entra ID. */
public final class PlatformTenant {

    /** The tenant's id. */
    public static final String ID = "5a1ce000-0000-4000-8000-000000000001";

    /** Sluice's own registration, which its tokens name as whom they are for. */
    public static final String AUDIENCE = "5a1ce000-0000-4000-8000-0000000000aa";

    /** What is asked for by who wants such a token. */
    static final String SCOPE = "api://sluice/.default";

    private PlatformTenant() {}

    /** Returns what OpenID Connect calls the issuer: the address below which its discovery document is. */
    public static URI issuer(Ports ports) {
        return Ports.http(ports.simulator()).resolve("/" + ID + "/v2.0");
    }

    /** Returns where an identity provider with this tenant is asked for tokens. */
    static URI tokenEndpoint(URI identityProvider) {
        return identityProvider.resolve("/" + ID + "/oauth2/v2.0/token");
    }
}
