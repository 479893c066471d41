package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonCreator;

/** What kind of account an account is ({@code account.type_id}); those that Sluice meets. */
public enum AccountType implements OcsfEnum {
    /** Unknown. */
    UNKNOWN(0, "Unknown"),
    /** Windows Account. */
    WINDOWS_ACCOUNT(2, "Windows Account"),
    /** Azure AD Account. */
    AZURE_AD_ACCOUNT(6, "Azure AD Account"),
    /** Azure Subscription. */
    AZURE_SUBSCRIPTION(13, "Azure Subscription"),
    /** M365 Tenant. */
    M365_TENANT(17, "M365 Tenant"),
    /** Email Account. */
    EMAIL_ACCOUNT(18, "Email Account"),
    /** Other. */
    OTHER(99, "Other");

    private final int id;
    private final String caption;

    AccountType(int id, String caption) {
        this.id = id;
        this.caption = caption;
    }

    /** Returns the value with a number. */
    @JsonCreator
    public static AccountType of(int id) {
        for (AccountType value : values()) {
            if (value.id == id) {
                return value;
            }
        }
        return OTHER;
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public String caption() {
        return caption;
    }
}
