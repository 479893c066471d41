package io.sluice.simulator.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import org.jboss.logging.Logger;

/**
 * Registers blocking handlers, each request on a virtual thread of its own.
 *
 * @param router where the routes go
 * @param executor gives a virtual thread for every task
 */
public record Routes(Router router, ExecutorService executor) {

    private static final Logger LOG = Logger.getLogger(Routes.class);
    private static final long LARGEST_BODY = 1024 * 1024;

    /** A handler that may block. */
    @FunctionalInterface
    public interface Blocking {
        /** Answers the exchange. */
        void handle(Exchange exchange) throws IOException;
    }

    /** Adds a route for a path without a request body. */
    public Routes get(String path, Blocking handler) {
        return add(router.route(HttpMethod.GET, path), handler);
    }

    /** Adds a route for a path with a request body of at most 1 MB. */
    public Routes withBody(HttpMethod method, String path, Blocking handler) {
        return add(
                router.route(method, path)
                        .handler(BodyHandler.create(false)
                                .setBodyLimit(LARGEST_BODY)
                                .setMergeFormAttributes(false)),
                handler);
    }

    /** Adds a route of any method, the request body ignored. */
    public Routes method(HttpMethod method, String path, Blocking handler) {
        return add(router.route(method, path), handler);
    }

    private Routes add(Route route, Blocking handler) {
        route.handler(context -> executor.execute(() -> {
            try {
                handler.handle(new Exchange(context));
            } catch (ClientGoneException e) {
                LOG.debug(e.getMessage());
            } catch (IOException | RuntimeException e) {
                LOG.errorf(
                        e,
                        "%s %s failed",
                        context.request().method(),
                        context.request().path());
                if (!context.response().headWritten()) {
                    context.fail(500, e);
                } else {
                    context.request().connection().close();
                }
            }
        }));
        return this;
    }
}
