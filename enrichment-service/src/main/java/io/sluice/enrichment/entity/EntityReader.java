package io.sluice.enrichment.entity;

import static io.sluice.contracts.correlation.Strength.MEDIUM;
import static io.sluice.contracts.correlation.Strength.STRONG;
import static io.sluice.contracts.correlation.Strength.WEAK;

import io.sluice.contracts.correlation.EntityKind;
import io.sluice.contracts.correlation.Strength;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How strong each kind of entity is, and what else it brings along. */
final class EntityReader {

    private final Sighted sighted;

    EntityReader(Sighted sighted) {
        this.sighted = sighted;
    }

    void user(List<Value> names, @Nullable String label, @Nullable SightedVerdict verdict) {
        sighted.add(EntityKind.USER, names, MEDIUM, label, verdict);
    }

    void device(List<Value> names, @Nullable SightedVerdict verdict) {
        sighted.add(EntityKind.DEVICE, names, MEDIUM, null, verdict);
    }

    void message(List<Value> ids, @Nullable String subject, @Nullable SightedVerdict verdict) {
        sighted.add(EntityKind.MESSAGE, ids, STRONG, subject, verdict);
    }

    /** A mail's sender or a recipient outside: anybody can write any address, and many get mail from one. */
    void correspondent(@Nullable String text) {
        String address = UserNames.address(text);
        if (address == null) {
            return;
        }
        sighted.add(EntityKind.MAILBOX, List.of(Value.best(address)), WEAK, null, null);
        domain(Domains.ofAddress(address));
    }

    /** One of the tenant's users by a mail address, which nearly always is the principal name. */
    void insider(@Nullable String text) {
        String address = UserNames.address(text);
        if (address != null) {
            user(List.of(Value.best(address)), null, null);
        }
    }

    /** A file. Where it lies tells whether it is everybody's; if that is not said, what else is said about it does. */
    void file(List<Value> digests, @Nullable String path, @Nullable String name, @Nullable SightedVerdict verdict) {
        FilePlace place = digests.isEmpty() ? FilePlace.UNKNOWN : FilePlace.of(path, name);
        boolean usual = place == FilePlace.SYSTEM && verdict != SightedVerdict.MALICIOUS;
        Strength strength = usual || verdict == SightedVerdict.CLEAN ? WEAK : STRONG;
        if (place == FilePlace.UNKNOWN) {
            sighted.addVague(EntityKind.FILE, digests, strength, name, verdict);
        } else {
            sighted.add(EntityKind.FILE, digests, strength, name, verdict);
        }
    }

    /** A file that everybody can have, such as the logo in a mail. */
    void usualFile(List<Value> digests, @Nullable String name) {
        sighted.addVague(EntityKind.FILE, digests, WEAK, name, null);
    }

    void url(@Nullable String text, @Nullable SightedVerdict verdict) {
        url(text, verdict == SightedVerdict.CLEAN ? WEAK : MEDIUM, verdict);
    }

    void url(@Nullable String text, Strength strength, @Nullable SightedVerdict verdict) {
        WebAddress address = WebAddress.of(text);
        if (address == null) {
            return;
        }
        sighted.add(EntityKind.URL, address.values(), strength, null, verdict);
        if (IpAddresses.parse(address.host()) != null) {
            ip(address.host(), null);
        } else {
            domain(Domains.registered(address.host()));
        }
    }

    void domain(@Nullable String registered) {
        if (registered != null) {
            sighted.add(EntityKind.DOMAIN, List.of(Value.best(registered)), WEAK, null, null);
        }
    }

    /** An address that Microsoft itself judges is an attacker's; any other can be everybody's. */
    void ip(@Nullable String text, @Nullable SightedVerdict verdict) {
        String address = IpAddresses.global(text);
        if (address != null) {
            boolean judged = verdict == SightedVerdict.MALICIOUS || verdict == SightedVerdict.SUSPICIOUS;
            sighted.add(EntityKind.IP, List.of(Value.best(address)), judged ? MEDIUM : WEAK, null, verdict);
        }
    }

    void resource(String id, Strength strength, @Nullable String name, @Nullable SightedVerdict verdict) {
        sighted.add(EntityKind.RESOURCE, List.of(Value.best(id)), strength, name, verdict);
    }
}
