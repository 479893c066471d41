package io.sluice.simulator.tenant;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A directory role of Entra ID. Tokens carry the template ids of an application's roles in {@code wids}.
 *
 * <p>Names and ids after Microsoft Learn: "Microsoft Entra built-in roles".
 */
public enum DirectoryRole {
    GLOBAL_ADMINISTRATOR("Global Administrator", "62e90394-69f5-4237-9190-012177145e10"),
    GLOBAL_READER("Global Reader", "f2ef992c-3afb-46b9-b7cf-a126ee74c451"),
    SECURITY_ADMINISTRATOR("Security Administrator", "194ae4cb-b126-40b2-bd5b-6091b380977d"),
    SECURITY_READER("Security Reader", "5d6b6bb7-de71-4623-b4af-96380a352509"),
    SECURITY_OPERATOR("Security Operator", "5f2222b1-57c3-48ba-8ad5-d4759f1fde6f"),
    EXCHANGE_ADMINISTRATOR("Exchange Administrator", "29232cdf-9323-42fd-ade2-1d097af3e4de"),
    EXCHANGE_RECIPIENT_ADMINISTRATOR("Exchange Recipient Administrator", "31392ffb-586c-42d1-9346-e59415a2cc4e"),
    COMPLIANCE_ADMINISTRATOR("Compliance Administrator", "17315797-102d-40b4-93e0-432062caca18"),
    HELPDESK_ADMINISTRATOR("Helpdesk Administrator", "729827e3-9c14-49f7-bb1b-9608f156bbb8");

    private final String title;
    private final String templateId;

    DirectoryRole(String title, String templateId) {
        this.title = title;
        this.templateId = templateId;
    }

    /** The name in the portal. */
    public String title() {
        return title;
    }

    /** The id of the role's template, the same in every tenant. */
    public String templateId() {
        return templateId;
    }

    /** The role that a person means by its name or template id. */
    public static Optional<DirectoryRole> find(String titleOrId) {
        return Arrays.stream(values())
                .filter(role -> role.title.equalsIgnoreCase(titleOrId) || role.templateId.equalsIgnoreCase(titleOrId))
                .findFirst();
    }

    /** All names, for people. */
    public static List<String> titles() {
        return Arrays.stream(values()).map(DirectoryRole::title).toList();
    }
}
