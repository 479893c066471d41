package io.sluice.local.investigation;

import io.sluice.contracts.directory.DeviceEntry;
import io.sluice.contracts.directory.DirectoryEntry;
import io.sluice.contracts.directory.UserEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a directory says of somebody or something, in words. */
final class DirectoryText {

    private static final int MOST_NAMES = 6;

    private DirectoryText() {}

    /** Returns the words, the most telling first; nothing where nothing is known. */
    static List<String> of(@Nullable DirectoryEntry entry) {
        List<String> words = new ArrayList<>();
        if (entry == null) {
            return words;
        }
        UserEntry user = entry.user();
        if (user != null) {
            add(words, user);
        }
        DeviceEntry device = entry.device();
        if (device != null) {
            add(words, device);
        }
        entry.warnings().forEach(warning -> words.add("not known: " + warning));
        return words;
    }

    private static void add(List<String> words, UserEntry user) {
        List<String> who = new ArrayList<>();
        add(who, "", user.displayName());
        add(who, "", user.jobTitle());
        add(who, "", user.department());
        add(words, "", String.join(", ", who));
        add(words, "manager ", user.manager());
        names(words, "roles: ", user.roles());
        names(words, "groups: ", user.groups());
        if (user.mfaRegistered() != null) {
            words.add(user.mfaRegistered() ? secondFactor(user.mfaMethods()) : "no second factor");
        }
        risk(words, user);
        if (Boolean.FALSE.equals(user.accountEnabled())) {
            words.add("the account is disabled");
        }
    }

    private static String secondFactor(List<String> methods) {
        return "second factor" + (methods.isEmpty() ? "" : ": " + joined(methods));
    }

    private static void risk(List<String> words, UserEntry user) {
        String level = user.riskLevel();
        if (level != null && !level.equals("none")) {
            words.add("risk " + level + (user.riskState() == null ? "" : " (" + user.riskState() + ")"));
        }
    }

    private static void add(List<String> words, DeviceEntry device) {
        add(words, "", device.os());
        add(words, "owner ", device.owner());
        if (device.compliant() != null) {
            words.add(device.compliant() ? "compliant" : "not compliant");
        }
        add(words, "sensor ", device.health());
        add(words, "exposure ", device.exposure());
        add(words, "risk ", device.risk());
        add(words, "value ", device.value());
        names(words, "tags: ", device.tags());
        names(words, "logged on: ", device.loggedOnUsers());
    }

    private static void names(List<String> words, String before, List<String> names) {
        if (!names.isEmpty()) {
            words.add(before + joined(names));
        }
    }

    private static String joined(List<String> names) {
        int more = names.size() - MOST_NAMES;
        return String.join(", ", names.subList(0, Math.min(names.size(), MOST_NAMES)))
                + (more > 0 ? " and " + more + " more" : "");
    }

    private static void add(List<String> words, String before, @Nullable String text) {
        if (text != null && !text.isBlank()) {
            words.add(before + text);
        }
    }
}
