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
 *
 * <p>Of what one tenant has, some is left to requests that follow from no other event: an investigation may ask
 * hundreds of questions at once, and whoever asks one by hand is not to wait for all of them.
 */
final class Admission {

    private final int atOnce;
    private final int perTenant;
    private final int followingPerTenant;
    private final int waitingPerTenant;
    private final int followingWaitingPerTenant;
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
     * @param perTenant how many of them are for one tenant; what follows from other events gets three quarters
     * @param waitingPerTenant how many requests of a tenant are there at once, worked on or waiting; the same holds
     */
    Admission(int atOnce, int perTenant, int waitingPerTenant) {
        this.atOnce = atOnce;
        this.perTenant = perTenant;
        this.followingPerTenant = threeQuarters(perTenant);
        this.waitingPerTenant = waitingPerTenant;
        this.followingWaitingPerTenant = threeQuarters(waitingPerTenant);
    }

    private static int threeQuarters(int all) {
        return Math.max(1, all - Math.ceilDiv(all, 4));
    }

    /** Where a request comes from. */
    enum Origin {
        /** It names no event that it follows from: somebody asks. */
        ASKED,
        /** It follows from another event, such as an investigation. */
        FOLLOWING
    }

    /**
     * What is known of a tenant with requests; replaced, not changed, within the map.
     *
     * @param atOnce places for all its requests, for which only those following wait that have one of their own
     * @param present how many requests are there
     * @param following how many of them follow from other events
     */
    private record Tenant(Semaphore atOnce, Semaphore followingAtOnce, int present, int following) {
        Tenant with(Origin origin, int more) {
            return new Tenant(
                    atOnce, followingAtOnce, present + more, following + (origin == Origin.FOLLOWING ? more : 0));
        }
    }

    /** A request that is worked on, until it is closed. */
    final class Slot implements AutoCloseable {

        private final String tenantId;
        private final Origin origin;
        private final Tenant tenant;

        private Slot(String tenantId, Origin origin, Tenant tenant) {
            this.tenantId = tenantId;
            this.origin = origin;
            this.tenant = tenant;
        }

        @Override
        public void close() {
            end(tenantId);
            release(tenant, origin);
            leave(tenantId, origin);
        }
    }

    /**
     * Waits until a request may be worked on.
     *
     * @return nothing if too many of the tenant are waiting
     * @throws InterruptedException if the thread is to stop
     */
    Optional<Slot> enter(String tenantId, Origin origin) throws InterruptedException {
        Tenant tenant = tenants.compute(tenantId, (_, known) -> (known == null ? nobodyOfIt() : known).with(origin, 1));
        boolean entered = false;
        try {
            if (tenant.present() > waitingPerTenant
                    || (origin == Origin.FOLLOWING && tenant.following() > followingWaitingPerTenant)) {
                return Optional.empty();
            }
            acquire(tenant, origin);
            try {
                begin(tenantId);
                entered = true;
            } finally {
                if (!entered) {
                    release(tenant, origin);
                }
            }
            return Optional.of(new Slot(tenantId, origin, tenant));
        } finally {
            if (!entered) {
                leave(tenantId, origin);
            }
        }
    }

    private Tenant nobodyOfIt() {
        return new Tenant(new Semaphore(perTenant, true), new Semaphore(followingPerTenant, true), 0, 0);
    }

    private static void acquire(Tenant tenant, Origin origin) throws InterruptedException {
        if (origin == Origin.ASKED) {
            tenant.atOnce().acquire();
            return;
        }
        tenant.followingAtOnce().acquire();
        boolean acquired = false;
        try {
            tenant.atOnce().acquire();
            acquired = true;
        } finally {
            if (!acquired) {
                tenant.followingAtOnce().release();
            }
        }
    }

    private static void release(Tenant tenant, Origin origin) {
        tenant.atOnce().release();
        if (origin == Origin.FOLLOWING) {
            tenant.followingAtOnce().release();
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

    private void leave(String tenantId, Origin origin) {
        tenants.computeIfPresent(tenantId, (_, known) -> known.present() == 1 ? null : known.with(origin, -1));
    }
}
