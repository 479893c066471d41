package io.sluice.connections.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Refuses bodies that are larger than any connection, or than any list of connections where one is taken: at once if
 * they say so, else as soon as they are.
 */
final class BodyLimit {

    /** The size of the largest list of connections, in bytes: 5,000 with a sealed secret and a sealed key each. */
    static final int LARGEST_FLEET = 32 * 1024 * 1024;

    private static final int LARGEST_BODY = 64 * 1024;
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT");

    /** A body turned out to be too large while it was read. */
    static final class BodyTooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }

    @ServerRequestFilter
    @Nullable
    Response refuse(ContainerRequestContext request) {
        int largest = request.getUriInfo().getPath().endsWith("/apply") ? LARGEST_FLEET : LARGEST_BODY;
        if (request.getLength() > largest) {
            return Problems.refused(413).response();
        }
        if (request.getLength() < 0 && WITH_BODY.contains(request.getMethod())) {
            request.setEntityStream(new Limited(request.getEntityStream(), largest));
        }
        return null;
    }

    private static final class Limited extends FilterInputStream {

        private int left;

        Limited(InputStream body, int largest) {
            super(body);
            this.left = largest;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count(read);
            return read;
        }

        private void count(int read) throws BodyTooLarge {
            left -= Math.max(read, 0);
            if (left < 0) {
                throw new BodyTooLarge();
            }
        }
    }
}
