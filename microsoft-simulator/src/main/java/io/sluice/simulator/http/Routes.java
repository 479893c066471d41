package io.sluice.simulator.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
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

    /**
     * Adds a route for a path with a request body of at most 1 MB that is taken as it is. A body handler would try to
     * read a form out of it, since that is what curl says of everything.
     */
    public Routes withRawBody(HttpMethod method, String path, Blocking handler) {
        return raw(router.route(method, path), LARGEST_BODY, handler);
    }

    /** The same with a request body of at most so many bytes. */
    public Routes withRawBody(HttpMethod method, String path, long largest, Blocking handler) {
        return raw(router.route(method, path), largest, handler);
    }

    /** The same for all paths that match a pattern, whose named groups become parameters. */
    public Routes withRawBodyAt(HttpMethod method, String pattern, Blocking handler) {
        return raw(router.routeWithRegex(method, pattern), LARGEST_BODY, handler);
    }

    /** Adds a route for all paths that match a pattern, whose named groups become parameters. */
    public Routes getAt(String pattern, Blocking handler) {
        return add(router.routeWithRegex(HttpMethod.GET, pattern), handler);
    }

    /** Adds a route for every method, the request body ignored. */
    public Routes any(String path, Blocking handler) {
        return add(router.route(path), handler);
    }

    private Routes raw(Route route, long largest, Blocking handler) {
        Route prepared = route.handler(context -> {
            if (context.request().isEnded()) {
                // A body handler before this one has read it.
                context.next();
                return;
            }
            Future<Buffer> reading = context.request().body();
            reading.onSuccess(body -> {
                        if (body.length() > largest) {
                            context.fail(413);
                        } else {
                            context.put(Exchange.RAW_BODY, body);
                            context.next();
                        }
                    })
                    .onFailure(context::fail);
            // Requests are paused until somebody wants the body.
            context.request().resume();
        });
        return add(prepared, handler);
    }

    /** Adds a route of this method, the request body ignored. */
    public Routes method(HttpMethod method, String path, Blocking handler) {
        return add(router.route(method, path), handler);
    }

    private Routes add(Route route, Blocking handler) {
        route.handler(context -> executor.execute(() -> {
            try {
                handler.handle(new Exchange(context));
            } catch (ClientGoneException e) {
                LOG.debug(e.getMessage());
            } catch (IOException | RuntimeException | VirtualMachineError e) {
                // Without an answer the client of a request that needed too much would wait for ever.
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
