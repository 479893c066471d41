package io.sluice.microsoft.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure.Unauthenticated;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AccessTokensTest {

    private static final String RESOURCE = "https://api.security.microsoft.com";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-02-03T10:00:00Z"));
    private final AtomicInteger issued = new AtomicInteger();
    private volatile boolean outage;

    private final AccessTokens tokens = new AccessTokens(
            (_, _, fresh) -> {
                if (outage) {
                    throw new MicrosoftException(new Unavailable("down"));
                }
                return new AccessToken(
                        (fresh ? "fresh" : "token") + issued.incrementAndGet(),
                        now.get().plus(Duration.ofHours(1)));
            },
            now::get);

    @Test
    void aTokenIsKeptUntilShortlyBeforeItExpires() throws Exception {
        assertThat(token()).isEqualTo("token1");
        advance(Duration.ofMinutes(54));
        assertThat(token()).isEqualTo("token1");
        advance(Duration.ofMinutes(2));
        assertThat(token()).isEqualTo("token1");
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(token()).isEqualTo("token2"));
        assertThat(issued).hasValue(2);
    }

    @Test
    void nobodyWaitsForASilentConnectionServiceWhileTheTokenIsValid() throws Exception {
        CountDownLatch silence = new CountDownLatch(1);
        AtomicInteger requests = new AtomicInteger();
        AccessTokens hanging = new AccessTokens(
                (_, _, _) -> {
                    int request = requests.incrementAndGet();
                    if (request > 1) {
                        silence.await();
                    }
                    return new AccessToken("token" + request, now.get().plus(Duration.ofHours(1)));
                },
                now::get);
        hanging.get("c", RESOURCE);
        advance(Duration.ofMinutes(56));

        for (int i = 0; i < 20; i++) {
            assertThat(hanging.get("c", RESOURCE).value()).isEqualTo("token1");
        }
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(requests).hasValue(2));
        advance(Duration.ofMinutes(1));
        assertThat(hanging.get("c", RESOURCE).value()).isEqualTo("token1");
        assertThat(requests).hasValue(2);

        silence.countDown();
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(
                        () -> assertThat(hanging.get("c", RESOURCE).value()).isEqualTo("token2"));
        assertThat(requests).hasValue(2);
    }

    @Test
    void anOutageIsNotNoticedWhileTheTokenIsValid() throws Exception {
        token();
        outage = true;
        advance(Duration.ofMinutes(58));
        assertThat(token()).isEqualTo("token1");
        assertThat(token()).isEqualTo("token1");

        advance(Duration.ofMinutes(3));

        assertThatThrownBy(this::token).isInstanceOf(MicrosoftException.class);
        outage = false;
        assertThat(token()).isEqualTo("token2");
    }

    @Test
    void aRefusedTokenIsReplacedOnceForAllWhoWereRefused() throws Exception {
        AccessToken refused = tokens.get("c", RESOURCE);

        assertThat(tokens.replace("c", RESOURCE, refused).value()).isEqualTo("fresh2");
        assertThat(tokens.replace("c", RESOURCE, refused).value()).isEqualTo("fresh2");
        assertThat(token()).isEqualTo("fresh2");
    }

    @Test
    void connectionsAndResourcesHaveTokensOfTheirOwn() throws Exception {
        assertThat(List.of(
                        tokens.get("c", RESOURCE).value(),
                        tokens.get("d", RESOURCE).value(),
                        tokens.get("c", "https://graph.microsoft.com").value()))
                .doesNotHaveDuplicates();
        tokens.forget("c");
        assertThat(tokens.get("c", RESOURCE).value()).isEqualTo("token4");
        assertThat(tokens.get("d", RESOURCE).value()).isEqualTo("token2");
    }

    @Test
    void manyWhoNeedATokenAtOnceMakeOneRequest() throws Exception {
        CountDownLatch ask = new CountDownLatch(1);
        AtomicInteger requests = new AtomicInteger();
        AccessTokens slow = new AccessTokens(
                (_, _, _) -> {
                    ask.await();
                    requests.incrementAndGet();
                    return new AccessToken("t", now.get().plusSeconds(3600));
                },
                now::get);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<AccessToken>> waiting = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                waiting.add(threads.submit(() -> slow.get("c", RESOURCE)));
            }
            ask.countDown();
            for (Future<AccessToken> future : waiting) {
                assertThat(future.get().value()).isEqualTo("t");
            }
        }
        assertThat(requests).hasValue(1);
    }

    @Test
    void aRefusalOfEntraIdReachesTheCaller() {
        Unauthenticated wrongSecret = new Unauthenticated("wrong", "AADSTS7000215", "Enter the secret's value.");
        AccessTokens refused = new AccessTokens(
                (_, _, _) -> {
                    throw new MicrosoftException(wrongSecret);
                },
                now::get);

        assertThatThrownBy(() -> refused.get("c", RESOURCE))
                .isInstanceOfSatisfying(
                        MicrosoftException.class,
                        failed -> assertThat(failed.failure()).isEqualTo(wrongSecret));
    }

    @Test
    void aTokenThatNoHeaderCanCarryIsRefusedWithoutQuotingIt() {
        assertThatThrownBy(() -> new AccessToken("secret\u0007", Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void aTokenDoesNotPrintItself() {
        assertThat(new AccessToken("secret", Instant.EPOCH).toString()).doesNotContain("secret");
    }

    private String token() throws MicrosoftException, InterruptedException {
        return tokens.get("c", RESOURCE).value();
    }

    private void advance(Duration step) {
        now.updateAndGet(instant -> instant.plus(step));
    }
}
