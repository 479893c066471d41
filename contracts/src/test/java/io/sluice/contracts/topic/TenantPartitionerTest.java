package io.sluice.contracts.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotBlank;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.junit.jupiter.api.Test;

class TenantPartitionerTest {

    @Property
    void everythingOfATenantMeetsInOnePartition(@ForAll @NotBlank String tenant, @ForAll String thing) {
        String tenantId = tenant.replace('/', '-');

        assertThat(TenantPartitioner.partitionOfKey(Keys.of(tenantId, thing), 12))
                .isEqualTo(TenantPartitioner.partition(tenantId, 12));
    }

    @Property
    void aTenantIdAloneIsPlacedAsEveryKafkaClientWould(@ForAll @NotBlank String tenantId) {
        assertThat(TenantPartitioner.partition(tenantId, 12))
                .isEqualTo(BuiltInPartitioner.partitionForKey(tenantId.getBytes(UTF_8), 12));
    }

    @Test
    void theProducersPartitionerAgreesWithTheFunction() {
        List<PartitionInfo> partitions = IntStream.range(0, 12)
                .mapToObj(i -> new PartitionInfo("t", i, Node.noNode(), new Node[0], new Node[0]))
                .toList();
        Cluster cluster = new Cluster("c", List.of(), partitions, Set.of(), Set.of());
        byte[] key = "c0a70000-0000-4000-8000-000000000001/da1_1".getBytes(UTF_8);

        try (TenantPartitioner partitioner = new TenantPartitioner()) {
            assertThat(partitioner.partition("t", null, key, null, null, cluster))
                    .isEqualTo(TenantPartitioner.partition("c0a70000-0000-4000-8000-000000000001", 12));
        }
    }

    @Test
    void aKeyWithoutATenantIsRefused() {
        assertThatThrownBy(() -> Keys.of("a/b", "x")).hasMessageContaining("tenant id");
        assertThatThrownBy(() -> Keys.of("", "x")).hasMessageContaining("tenant id");
    }
}
