package io.sluice.chart;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Kubernetes and the operators of the chart's custom resources understand: the models of their own clients, made
 * to refuse every field that they do not know. KEDA has none in Java; a JSON Schema has what the chart uses of it.
 */
final class ApiModel {

    private static final Map<String, Class<?>> KUBERNETES = Map.ofEntries(
            Map.entry("apps/v1 Deployment", V1Deployment.class),
            Map.entry("apps/v1 StatefulSet", V1StatefulSet.class),
            Map.entry("autoscaling/v2 HorizontalPodAutoscaler", V2HorizontalPodAutoscaler.class),
            Map.entry("batch/v1 Job", V1Job.class),
            Map.entry("networking.k8s.io/v1 Ingress", V1Ingress.class),
            Map.entry("networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy.class),
            Map.entry("policy/v1 PodDisruptionBudget", V1PodDisruptionBudget.class),
            Map.entry("v1 ConfigMap", V1ConfigMap.class),
            Map.entry("v1 PersistentVolumeClaim", V1PersistentVolumeClaim.class),
            Map.entry("v1 Service", V1Service.class),
            Map.entry("v1 ServiceAccount", V1ServiceAccount.class));

    private static final Map<String, Class<?>> OPERATORS = Map.ofEntries(
            Map.entry("gateway.networking.k8s.io/v1 HTTPRoute", HTTPRoute.class),
            Map.entry("kafka.strimzi.io/v1 KafkaTopic", KafkaTopic.class),
            Map.entry("kafka.strimzi.io/v1 KafkaUser", KafkaUser.class),
            Map.entry("monitoring.coreos.com/v1 PrometheusRule", PrometheusRule.class),
            Map.entry("monitoring.coreos.com/v1 ServiceMonitor", ServiceMonitor.class));

    private static final Map<String, String> SCHEMAS =
            Map.ofEntries(Map.entry("keda.sh/v1alpha1 ScaledObject", "keda-scaledobject.schema.json"));

    /** Fields that a model keeps although it does not know them would not show. */
    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            });

    private ApiModel() {}

    /**
     * Reads an object as whoever serves its kind does.
     *
     * @throws IllegalArgumentException if it has a field that is not known, lacks one that is required, or has a kind
     *     of which nothing is known here
     */
    static void check(Rendered object) {
        String type = object.apiVersion() + " " + object.kind();
        try {
            @Nullable Class<?> kubernetes = KUBERNETES.get(type);
            @Nullable Class<?> operator = OPERATORS.get(type);
            @Nullable String schema = SCHEMAS.get(type);
            if (kubernetes != null) {
                Object _ = JSON.getGson().fromJson(object.json().toString(), kubernetes);
            } else if (operator != null) {
                Object _ = STRICT.treeToValue(object.json(), operator);
            } else if (schema != null) {
                check(object.json(), schema);
            } else {
                throw new IllegalArgumentException("Nothing is known of " + type);
            }
        } catch (IOException | RuntimeException refused) {
            throw new IllegalArgumentException(object + ": " + refused.getMessage(), refused);
        }
    }

    private static void check(JsonNode object, String schema) {
        try (InputStream file = ApiModel.class.getResourceAsStream("/" + schema)) {
            var errors = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(new ObjectMapper().readTree(file))
                    .validate(object);
            if (!errors.isEmpty()) {
                throw new IllegalArgumentException(errors.toString());
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
