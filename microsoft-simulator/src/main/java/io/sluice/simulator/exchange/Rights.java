package io.sluice.simulator.exchange;

import io.sluice.simulator.entra.AccessTokens.Caller;
import io.sluice.simulator.surface.Call;
import io.sluice.simulator.tenant.DirectoryRole;
import java.util.Set;

/**
 * Who may do what with the quarantine, by the directory roles of the token.
 *
 * <p>That a reader may list has been measured; that readers may not export is inferred from Microsoft Learn, "Manage
 * quarantined messages and files as an admin", and can be set otherwise.
 *
 * @param readersMayExport whether readers may see, preview and export messages
 */
record Rights(boolean readersMayExport) {

    /** Roles that see everybody's quarantined messages. */
    private static final Set<DirectoryRole> READERS = Set.of(
            DirectoryRole.SECURITY_READER,
            DirectoryRole.GLOBAL_READER,
            DirectoryRole.SECURITY_OPERATOR,
            DirectoryRole.SECURITY_ADMINISTRATOR,
            DirectoryRole.EXCHANGE_ADMINISTRATOR,
            DirectoryRole.GLOBAL_ADMINISTRATOR);

    /** Roles that may also do something with them, and choose what kind of thing they look for. */
    private static final Set<DirectoryRole> ACTORS = Set.of(
            DirectoryRole.SECURITY_ADMINISTRATOR,
            DirectoryRole.EXCHANGE_ADMINISTRATOR,
            DirectoryRole.GLOBAL_ADMINISTRATOR);

    private static boolean has(Caller caller, Set<DirectoryRole> roles) {
        return caller.directoryRoles().stream().anyMatch(roles::contains);
    }

    boolean mayAct(Caller caller) {
        return has(caller, ACTORS);
    }

    boolean mayExport(Caller caller) {
        return mayAct(caller) || (readersMayExport && has(caller, READERS));
    }

    /** Refuses whoever may not list. */
    void needListing(Call call) {
        need(call, has(call.caller(), READERS));
    }

    /** Refuses whoever may not see the content of messages. */
    void needExport(Call call) {
        need(call, mayExport(call.caller()));
    }

    /** Refuses whoever may only read. */
    void needActing(Call call) {
        need(call, mayAct(call.caller()));
    }

    private static void need(Call call, boolean allowed) {
        if (!allowed) {
            throw new CmdletException(ExchangeWording.forbidden(call.caller().clientId()));
        }
    }
}
