package io.sluice.system;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The boundaries between modules and packages, as docs/architecture.md draws them. */
class ArchitectureTest {

    private static final Map<String, String> MODULES = Map.ofEntries(
            Map.entry("contracts", "io.sluice.contracts.."),
            Map.entry("microsoft-access", "io.sluice.microsoft.."),
            Map.entry("audit", "io.sluice.audit.."),
            Map.entry("requests", "io.sluice.requests.."),
            Map.entry("bounded-rocksdb", "io.sluice.rocksdb.."),
            Map.entry("stream-threads", "io.sluice.streams.."),
            Map.entry("service-login", "io.sluice.login.."),
            Map.entry("polling", "io.sluice.polling.."),
            Map.entry("finding-checks", "io.sluice.checks.."),
            Map.entry("test-broker", "io.sluice.broker.."),
            Map.entry("test-server", "io.sluice.server.."),
            Map.entry("connection-service", "io.sluice.connections.."),
            Map.entry("enrichment-service", "io.sluice.enrichment.."),
            Map.entry("incident-poller", "io.sluice.poller.."),
            Map.entry("quarantine-fetcher", "io.sluice.quarantine.."),
            Map.entry("sentinel-reader", "io.sluice.sentinel.."),
            Map.entry("microsoft-simulator", "io.sluice.simulator.."),
            Map.entry("deploy/local-stack", "io.sluice.local.."));
    private static final List<String> SERVICES = List.of(
            "io.sluice.connections",
            "io.sluice.enrichment",
            "io.sluice.poller",
            "io.sluice.quarantine",
            "io.sluice.sentinel");

    private static JavaClasses all;

    @BeforeAll
    static void readClasses() {
        List<Path> folders = MODULES.keySet().stream()
                .map(module -> Clone.root().resolve(module).resolve("target/classes"))
                .toList();
        assertThat(folders).as("modules that are compiled").allMatch(Files::isDirectory);
        all = new ClassFileImporter().importPaths(folders);
    }

    @Test
    void everyModuleKeepsToItsPackage() {
        MODULES.forEach((module, packages) -> classes()
                .should()
                .resideInAPackage(packages)
                .check(new ClassFileImporter()
                        .importPath(Clone.root().resolve(module).resolve("target/classes"))));
    }

    @Test
    void contractsDependOnNoOtherModule() {
        noClasses()
                .that()
                .resideInAPackage("io.sluice.contracts..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.sluice.microsoft..",
                        "io.sluice.audit..",
                        "io.sluice.requests..",
                        "io.sluice.polling..",
                        "io.sluice.connections..",
                        "io.sluice.enrichment..",
                        "io.sluice.poller..",
                        "io.sluice.quarantine..",
                        "io.sluice.sentinel..",
                        "io.sluice.simulator..",
                        "io.sluice.local..",
                        "io.quarkus..",
                        "io.vertx..")
                .check(all);
    }

    @Test
    void accessToMicrosoftDependsOnContractsOnly() {
        noClasses()
                .that()
                .resideInAPackage("io.sluice.microsoft..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.sluice.audit..",
                        "io.sluice.requests..",
                        "io.sluice.polling..",
                        "io.sluice.connections..",
                        "io.sluice.enrichment..",
                        "io.sluice.poller..",
                        "io.sluice.quarantine..",
                        "io.sluice.sentinel..",
                        "io.sluice.simulator..",
                        "io.sluice.local..",
                        "io.quarkus..")
                .check(all);
    }

    @Test
    void theLoginOfAServiceDependsOnNothingOfSluice() {
        noClasses()
                .that()
                .resideInAPackage("io.sluice.login..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.sluice..").and(resideOutsideOfPackage("io.sluice.login..")))
                .check(all);
    }

    @Test
    void theAnsweringOfRequestsKnowsNoServiceAndNothingThatIsAskedFor() {
        noClasses()
                .that()
                .resideInAPackage("io.sluice.requests..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.sluice.contracts.quarantine..",
                        "io.sluice.contracts.query..",
                        "io.sluice.contracts.directory..",
                        "io.sluice.contracts.mail..",
                        "io.sluice.polling..",
                        "io.sluice.connections..",
                        "io.sluice.enrichment..",
                        "io.sluice.poller..",
                        "io.sluice.quarantine..",
                        "io.sluice.sentinel..",
                        "io.sluice.simulator..",
                        "io.sluice.local..",
                        "io.quarkus..")
                .check(all);
    }

    @Test
    void pollingKnowsNoServiceAndNoInterfaceThatIsPolled() {
        noClasses()
                .that()
                .resideInAPackage("io.sluice.polling..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.sluice.requests..",
                        "io.sluice.microsoft.http..",
                        "io.sluice.connections..",
                        "io.sluice.enrichment..",
                        "io.sluice.poller..",
                        "io.sluice.quarantine..",
                        "io.sluice.sentinel..",
                        "io.sluice.simulator..",
                        "io.sluice.local..",
                        "io.quarkus..")
                .check(all);
    }

    /**
     * Kafka Streams asks Kafka for a topic's partitions before it asks such a partitioner. Where the answer takes too
     * long, the task begins anew, but what it has sent is committed with the thread's other tasks, and sent again.
     */
    @Test
    void partitionsAreChosenByProducersAndNotByTopologies() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.apache.kafka.streams.processor.StreamPartitioner")
                .check(all);
    }

    @Test
    void noServiceDependsOnAnotherOrOnTheSimulator() {
        for (String service : SERVICES) {
            String[] others = java.util.stream.Stream.concat(
                            SERVICES.stream().filter(other -> !other.equals(service)),
                            java.util.stream.Stream.of("io.sluice.simulator", "io.sluice.local"))
                    .map(other -> other + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(service + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .check(all);
        }
    }

    @Test
    void whatIsForTestsAloneIsInNoService() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.sluice.checks..", "io.sluice.broker..", "io.sluice.server..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.sluice.checks..",
                        "io.sluice.broker..",
                        "io.sluice.server..",
                        "io.sluice.settings..",
                        "io.sluice.kusto..",
                        "org.junit..",
                        "net.jqwik..")
                .check(all);
    }

    @Test
    void theSimulatorSpeaksMicrosoftsLanguageAndNotOurs() {
        noClasses()
                .that()
                .resideInAPackage("io.sluice.simulator..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.sluice.contracts..", "io.sluice.microsoft..", "org.apache.kafka..")
                .check(all);
    }

    @Test
    void credentialsAndMsalStayInConnectionService() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.sluice.connections..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.microsoft.aad.msal4j..")
                .check(all);
    }

    @Test
    void onlyWhatKeepsSecretsOrEvidenceEncrypts() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.sluice.connections..", "io.sluice.quarantine.evidence..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.google.crypto.tink..")
                .check(all);
    }

    @Test
    void whatIsHostileIsParsedWithoutTheMeansToReachAnybody() {
        noClasses()
                .that()
                .resideInAPackage("io.sluice.quarantine.mail..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.net.http..",
                        "io.sluice.microsoft..",
                        "io.sluice.requests..",
                        "io.sluice.quarantine.exchange..",
                        "io.sluice.quarantine.evidence..",
                        "org.apache.kafka..")
                .check(all);
    }

    @Test
    void featuresDoNotDependOnOneAnotherInCircles() {
        for (String module : List.of(
                "contracts",
                "microsoft",
                "polling",
                "connections",
                "enrichment",
                "poller",
                "quarantine",
                "sentinel",
                "simulator",
                "local")) {
            slices().matching("io.sluice." + module + ".(*)..")
                    .should()
                    .beFreeOfCycles()
                    .check(all);
        }
    }

    @Test
    void timeComesFromAClock() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .check(all);
    }

    @Test
    void namesSayWhatAClassDoes() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .check(all);
    }
}
