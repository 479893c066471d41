package io.sluice.requests;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which requests may be worked on: some at once, only a few of one tenant, so that its slowness is its own; and only
 * half of all may be further ones of tenants that have one already, so that some dozens of tenants whose requests hang
 * do not keep the others waiting. The others wait, which costs little; but where a tenant has very many waiting,
 * further ones are turned away, so that the rest of the topic can be read.
 */
final class Admission {

    private final int atOnce;
    private final int perTenant;
    private final int waitingPerTenant;
    private final Map<String, Tenant> tenants = new ConcurrentHashMap<>();

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition ended = lock.newCondition();

    /** How many requests of each tenant are worked on, where there are any; the lock guards it and the next. */
    private final Map<String, Integer> working = new HashMap<>();

    private int allWorking;

    /**
     * Admits nobody yet.
     *
     * @param atOnce how many requests are worked on at once
     * @param perTenant how many of them are for one tenant
     * @param waitingPerTenant how many requests of a tenant are there at once, worked on or waiting
     */
    Admission(int atOnce, int perTenant, int waitingPerTenant) {
        this.atOnce = atOnce;
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
            end(tenantId);
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
                begin(tenantId);
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

    private void begin(String tenantId) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!mayBegin(tenantId)) {
                ended.await();
            }
            working.merge(tenantId, 1, Integer::sum);
            allWorking++;
        } finally {
            lock.unlock();
        }
    }

    private boolean mayBegin(String tenantId) {
        boolean isFurther = working.containsKey(tenantId);
        int further = allWorking - working.size();
        return allWorking < atOnce && (!isFurther || further < Math.max(1, atOnce / 2));
    }

    private void end(String tenantId) {
        lock.lock();
        try {
            working.computeIfPresent(tenantId, (_, count) -> count == 1 ? null : count - 1);
            allWorking--;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void leave(String tenantId) {
        tenants.computeIfPresent(tenantId, (_, known) -> known.present() == 1 ? null : known.with(-1));
    }
}
