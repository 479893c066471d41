package io.sluice.simulator.sdk;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.RetryPolicy;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import reactor.core.publisher.Mono;

/**
 * The way from Microsoft's libraries to the simulator. Their own policy for tokens refuses to send one without TLS, so
 * here a policy of ours does it.
 */
final class Pipelines {

    private Pipelines() {}

    /** Links to the next page come with raw blanks, which the HTTP client of the libraries refuses to send. */
    private static void escapeBlanks(HttpRequest request) {
        String url = request.getUrl().toString();
        if (url.contains(" ")) {
            request.setUrl(url.replace(" ", "%20"));
        }
    }

    /** A pipeline that signs in for a scope. */
    static HttpPipeline to(RunningSimulator simulator, String scope) {
        TokenCredential credential = request -> Mono.fromSupplier(() -> new AccessToken(
                simulator.token(String.join(" ", request.getScopes())),
                OffsetDateTime.now(ZoneOffset.UTC).plusMinutes(50)));
        HttpPipelinePolicy signing = (context, next) -> credential
                .getToken(new TokenRequestContext().addScopes(scope))
                .flatMap(token -> {
                    escapeBlanks(context.getHttpRequest());
                    context.getHttpRequest().setHeader(HttpHeaderName.AUTHORIZATION, "Bearer " + token.getToken());
                    return next.process();
                });
        return new HttpPipelineBuilder().policies(new RetryPolicy(), signing).build();
    }
}
