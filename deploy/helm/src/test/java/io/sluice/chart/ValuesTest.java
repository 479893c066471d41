package io.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that are wrong are refused, with words that say which and what is wanted. */
class ValuesTest {

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/kafka/bootstrapServers          | 'kafka'             | does not match pattern",
                "/kafka/bootstrapServer           | 'kafka:9092'        | additional properties 'bootstrapServer' not allowed",
                "/kafka/protocol                  | 'TLS'               | one of 'PLAINTEXT'",
                "/services/poller/replicas        | 2                   | additional properties 'poller' not allowed",
                "/services/incident-poller/replicas | 0                 | minimum",
                "/services/incident-poller/replica  | 2                 | additional properties 'replica' not allowed",
                "/services/incident-poller/settings/overlap | 'PT1M'    | 'overlap' does not match pattern",
                "/postgresql/sslMode              | 'prefer'            | one of 'verify-full'",
                "/postgresql/host                 | 'db?ssl=false'      | does not match pattern",
                "/identityProvider/issuer         | 'login.example.com' | does not match pattern",
                "/evidence/retention              | '90'                | does not match pattern",
                "/evidence/folder/size            | '20G'               | does not match pattern",
                "/exposure/kind                   | 'route'             | one of 'none'",
                "/monitoring/tracing/ratio        | 2                   | maximum",
                "/podSecurity/runAsUser           | 0                   | minimum",
                "/image/tag                       | 1.5                 | want string"
            })
    void whatTheSchemaDoesNotKnowIsRefused(String pointer, String value, String words) throws IOException {
        assertThatThrownBy(() -> Chart.renderedWith(folder, "minimal", pointer, value))
                .hasMessageContaining("values don't meet the specifications of the schema")
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "minimal    | /kafka/bootstrapServers                    | ''          | name the brokers",
                "minimal    | /identityProvider/issuer                   | ''          | the address of the identity provider",
                "minimal    | /postgresql/host                           | ''          | postgresql.host is not set",
                "minimal    | /kafka/protocol                            | SASL_SSL    | kafka.mechanism must say how",
                "minimal    | /kafka/mechanism                           | PLAIN       | which knows no logins",
                "minimal    | /kafka/clientCertificates                  | true        | needs TLS",
                "external   | /services/incident-poller/kafkaSecret      | ''          | services.incident-poller.kafkaSecret is not set",
                "agents     | /kafka/oauth/tokenUrl                      | ''          | where tokens are issued",
                "agents     | /connectionService/url                     | ''          | needs connection-service",
                "agents     | /services/enrichment-service/enabled       | true        | no agent runs enrichment-service",
                "agents     | /services/incident-poller/autoscaling/kind | keda        | follows the main services",
                "agents     | /topicsJob/enabled                         | true        | made beside the Kafka",
                "minimal    | /services/quarantine-fetcher/replicas      | 2           | Several pods of quarantine-fetcher",
                "minimal    | /evidence/publicUrl                        | ''          | evidence.publicUrl is not set",
                "production | /evidence/s3/bucket                        | ''          | evidence.s3.bucket must be set",
                "production | /services/incident-poller/autoscaling/max  | 24          | twelve partitions",
                "production | /services/connection-service/autoscaling/kind | keda     | use hpa",
                "external   | /exposure/evidence/tlsSecret               | ''          | do not travel without TLS",
                "strimzi    | /topicsJob/enabled                         | true        | topicsJob.kafkaSecret is not set",
                "production | /strimzi/topics/create                     | true        | Either topicsJob.enabled",
                "strimzi    | /strimzi/cluster                           | ''          | strimzi.cluster is not set"
            })
    void valuesThatDoNotGoTogetherAreRefused(String valueSet, String pointer, String value, String words) {
        assertThatThrownBy(() -> Chart.renderedWith(folder, valueSet, pointer, value))
                .hasMessageContaining(words);
    }

    @Test
    void theDefaultsSayWhatIsMissing() throws IOException {
        Path none = Files.writeString(folder.resolve("none.yaml"), "{}");

        assertThatThrownBy(() -> Chart.rendered(none)).hasMessageContaining("kafka.bootstrapServers is not set");
    }

    @Test
    void everyValueIsInTheSchemaWithAWordAboutIt() {
        List<String> without = new ArrayList<>();
        undescribed(Chart.read("values.schema.json"), "", without);

        assertThat(without).isEmpty();
    }

    private static void undescribed(JsonNode schema, String path, List<String> without) {
        schema.path("properties").properties().forEach(property -> {
            String name = path + "/" + property.getKey();
            if (!property.getValue().has("description") && !property.getValue().has("$ref")) {
                without.add(name);
            }
            undescribed(property.getValue(), name, without);
        });
    }
}
