package io.sluice.microsoft.quota;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.local.LocalBucketBuilder;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Spreads the scheduled calls to one of Microsoft's interfaces so that each tenant's quota is kept. Tenants do not wait
 * for one another.
 */
public final class ScheduledCalls {

    private final Quota quota;
    private final ConcurrentMap<String, Bucket> buckets = new ConcurrentHashMap<>();

    /** Makes the calls' limits for an interface with this quota. */
    public ScheduledCalls(Quota quota) {
        this.quota = quota;
    }

    /**
     * Waits until the tenant's quota has room for one more call, and takes it.
     *
     * @throws InterruptedException if the thread is to stop
     */
    public void await(String tenantId) throws InterruptedException {
        buckets.computeIfAbsent(tenantId, _ -> bucket()).asBlocking().consume(1);
    }

    private Bucket bucket() {
        LocalBucketBuilder builder = Bucket.builder();
        quota.scheduled().forEach(builder::addLimit);
        return builder.build();
    }
}
