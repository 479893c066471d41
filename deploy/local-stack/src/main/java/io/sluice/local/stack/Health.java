package io.sluice.local.stack;

import io.sluice.local.home.Ports;
import io.sluice.local.http.PlainHttp;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a service's health, as MicroProfile Health lays it out. */
public final class Health {

    private static final HttpClient CLIENT = PlainHttp.client(Duration.ofSeconds(2));

    private Health() {}

    /** Says whether the service at a management port says that it is ready. */
    public static boolean isReady(int managementPort) {
        HttpRequest request = HttpRequest.newBuilder(Ports.http(managementPort).resolve("/q/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
