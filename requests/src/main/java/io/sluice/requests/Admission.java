package io.sluice.requests;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Which requests may be worked on: some at once, only a few of one tenant, so that its slowness is its own. The others
 * wait, which costs little; but where a tenant has very many waiting, further ones are turned away, so that the rest of
 * the topic can be read.
 */
final class Admission {

    private final Semaphore all;
    private final int perTenant;
    private final int waitingPerTenant;
    private final Map<String, Tenant> tenants = new ConcurrentHashMap<>();

    /**
     * Admits nobody yet.
     *
     * @param atOnce how many requests are worked on at once
     * @param perTenant how many of them are for one tenant
     * @param waitingPerTenant how many requests of a tenant are there at once, worked on or waiting
     */
    Admission(int atOnce, int perTenant, int waitingPerTenant) {
        this.all = new Semaphore(atOnce, true);
        this.perTenant = perTenant;
        this.waitingPerTenant = waitingPerTenant;
    }

    /** What is known of a tenant with requests; replaced, not changed, within the map. */
    private record Tenant(Semaphore atOnce, int present) {
        Tenant with(int more) {
            return new Tenant(atOnce, present + more);
        }
    }

    /** A request that is worked on, until it is closed. */
    final class Slot implements AutoCloseable {

        private final String tenantId;
        private final Semaphore atOnce;

        private Slot(String tenantId, Semaphore atOnce) {
            this.tenantId = tenantId;
            this.atOnce = atOnce;
        }

        @Override
        public void close() {
            all.release();
            atOnce.release();
            leave(tenantId);
        }
    }

    /**
     * Waits until a request may be worked on.
     *
     * @return nothing if too many of the tenant are waiting
     * @throws InterruptedException if the thread is to stop
     */
    Optional<Slot> enter(String tenantId) throws InterruptedException {
        Tenant tenant = tenants.compute(
                tenantId, (_, known) -> known == null ? new Tenant(new Semaphore(perTenant, true), 1) : known.with(1));
        boolean entered = false;
        try {
            if (tenant.present() > waitingPerTenant) {
                return Optional.empty();
            }
            tenant.atOnce().acquire();
            try {
                all.acquire();
                entered = true;
            } finally {
                if (!entered) {
                    tenant.atOnce().release();
                }
            }
            return Optional.of(new Slot(tenantId, tenant.atOnce()));
        } finally {
            if (!entered) {
                leave(tenantId);
            }
        }
    }

    private void leave(String tenantId) {
        tenants.computeIfPresent(tenantId, (_, known) -> known.present() == 1 ? null : known.with(-1));
    }
}
