package io.sluice.connections;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Date;
import org.junit.jupiter.api.Test;

/** What the packages may know of each other and of the libraries. */
class ArchitectureTest {

    private static final String ROOT = "io.sluice.connections";

    private final JavaClasses classes = new ClassFileImporter().importPath(Path.of("target", "classes"));

    @Test
    void packagesFormNoCycle() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(classes);
    }

    @Test
    void onlyTokensKnowsTheLibraryForEntra() {
        onlyIn("tokens", "com.microsoft.aad..");
    }

    @Test
    void onlyCredentialsKnowsTheLibraryForEncryption() {
        onlyIn("credentials", "com.google.crypto..");
    }

    @Test
    void onlyCredentialsKnowsTheLibraryForCertificates() {
        onlyIn("credentials", "org.bouncycastle..");
    }

    @Test
    void onlyPublicationAndStatusKnowKafkasClients() {
        onlyInThese("org.apache.kafka.clients..", "publication", "status");
    }

    @Test
    void onlyRestKnowsHttpsAnnotations() {
        onlyIn("rest", "jakarta.ws.rs..");
    }

    @Test
    void nothingKnowsAnotherServiceOrTheSimulator() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.sluice.poller..", "io.sluice.simulator..", "io.sluice.local..")
                .check(classes);
    }

    @Test
    void nothingReadsTheTimeButThroughTheClock() {
        for (Class<?> type : new Class<?>[] {
            Instant.class, LocalDate.class, LocalDateTime.class, OffsetDateTime.class, ZonedDateTime.class
        }) {
            noClasses().should().callMethod(type, "now").check(classes);
        }
        noClasses().should().callConstructor(Date.class).check(classes);
        noClasses().should().callMethod(System.class, "currentTimeMillis").check(classes);
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".settings")
                .should()
                .callMethod(Clock.class, "systemUTC")
                .check(classes);
    }

    private void onlyIn(String owner, String library) {
        onlyInThese(library, owner);
    }

    private void onlyInThese(String library, String... owners) {
        noClasses()
                .that()
                .resideOutsideOfPackages(Arrays.stream(owners)
                        .map(owner -> ROOT + "." + owner + "..")
                        .toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(classes);
    }
}
