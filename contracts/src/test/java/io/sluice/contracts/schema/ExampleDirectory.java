package io.sluice.contracts.schema;

import io.sluice.contracts.directory.DeviceEntry;
import io.sluice.contracts.directory.DirectoryEntry;
import io.sluice.contracts.directory.DirectoryKind;
import io.sluice.contracts.directory.DirectoryRequest;
import io.sluice.contracts.directory.UserEntry;
import io.sluice.contracts.request.Extent;
import io.sluice.contracts.request.Result;
import io.sluice.contracts.request.ResultStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is asked of a directory in the examples, and what it says. */
final class ExampleDirectory {

    private static final String USER = "ben@contoso.com";
    private static final String DEVICE = "ws-0042.contoso.com";
    private static final String USER_REQUEST = "fu-5b0e7a34-1c9d-3f62-8a51-90d2c4e6b718";
    private static final String DEVICE_REQUEST = "fu-0c61f2ab-77d4-3e0a-b1c9-25f8e3907d46";

    private ExampleDirectory() {}

    static List<Example> requests() {
        return List.of(
                new Example(
                        "user",
                        USER_REQUEST,
                        USER_REQUEST,
                        new DirectoryRequest(
                                USER_REQUEST,
                                DirectoryKind.USER,
                                Examples.CONNECTION,
                                ExampleInvestigation.SERVICE,
                                ExampleInvestigation.ID,
                                USER,
                                null)),
                new Example(
                        "device",
                        DEVICE_REQUEST,
                        DEVICE_REQUEST,
                        new DirectoryRequest(
                                DEVICE_REQUEST,
                                DirectoryKind.DEVICE,
                                "contoso",
                                "ann@contoso.com",
                                null,
                                null,
                                DEVICE)));
    }

    static List<Example> results() {
        return List.of(
                result("user", USER_REQUEST, ExampleInvestigation.ID, new DirectoryEntry(user(), null, List.of())),
                result(
                        "device",
                        DEVICE_REQUEST,
                        null,
                        new DirectoryEntry(
                                null,
                                device(),
                                List.of("The logged-on users: the application lacks User.Read.All of Microsoft Defender"
                                        + " for Endpoint."))));
    }

    private static Example result(String kind, String requestId, @Nullable String cause, DirectoryEntry entry) {
        return new Example(
                kind,
                Examples.TENANT + "/" + requestId + "/1",
                requestId,
                new Result<>(
                        requestId,
                        cause,
                        kind,
                        Examples.TENANT,
                        Examples.CONNECTION,
                        "contoso",
                        ResultStatus.COMPLETED,
                        1,
                        new Extent(null, null, 1, 1, 0, 0, entry.warnings().isEmpty()),
                        List.of(entry),
                        List.of(),
                        null,
                        Examples.PROCESSED_AT));
    }

    static UserEntry user() {
        return new UserEntry(
                "6f1d2c3b-0000-4000-8000-0000000000b1",
                USER,
                "Ben Baker",
                USER,
                "Finance",
                "Accountant",
                true,
                "carla@contoso.com",
                List.of("All Employees", "Finance"),
                List.of(),
                true,
                List.of("microsoftAuthenticatorPush", "mobilePhone"),
                "medium",
                "atRisk");
    }

    private static DeviceEntry device() {
        return new DeviceEntry(
                "1e5bc9d7e413ddd7902c2932e418702b84d0cc07",
                "3d0a2b11-0000-4000-8000-0000000000d1",
                DEVICE,
                "Windows11",
                USER,
                true,
                "Active",
                "Medium",
                "High",
                "Normal",
                List.of("finance"),
                Instant.parse("2026-02-03T10:05:41Z"),
                List.of());
    }
}
