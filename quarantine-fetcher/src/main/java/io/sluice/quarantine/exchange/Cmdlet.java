package io.sluice.quarantine.exchange;

/**
 * The quarantine's cmdlets that are used. All of them only read, so that each call can be repeated. Which role is
 * enough is Microsoft Learn's "Manage quarantined messages and files as an admin"; that Security Reader does for
 * listing has been measured, for the others it has not.
 */
enum Cmdlet {
    /** Lists rows. */
    LIST("Get-QuarantineMessage", "Security Reader"),
    /** Gives a message's header. */
    HEADER(
            "Get-QuarantineMessageHeader",
            "Security Administrator, or make it a member of the role group Quarantine Administrator"),
    /** Gives a whole message. */
    EXPORT(
            "Export-QuarantineMessage",
            "Security Administrator, or make it a member of the role group Quarantine Administrator");

    private final String word;
    private final String role;

    Cmdlet(String word, String role) {
        this.word = word;
        this.role = role;
    }

    /** Returns its name in PowerShell. */
    String word() {
        return word;
    }

    /** Returns what an operator can do where the application may not use it. */
    String remedy() {
        return "Assign the application the directory role " + role
                + " in Microsoft Entra ID; it can take some minutes until Exchange knows it.";
    }
}
