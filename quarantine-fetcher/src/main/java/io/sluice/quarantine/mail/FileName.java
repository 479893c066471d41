package io.sluice.quarantine.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges file names of strangers, in messages and archives. */
final class FileName {

    private static final int LONGEST = 150;

    /** What Windows runs when it is opened, and the disk images that hide it. */
    private static final Set<String> EXECUTABLE = Set.of(
            "exe",
            "scr",
            "com",
            "pif",
            "bat",
            "cmd",
            "ps1",
            "psm1",
            "vbs",
            "vbe",
            "js",
            "jse",
            "wsf",
            "wsh",
            "hta",
            "msi",
            "msp",
            "msix",
            "appx",
            "dll",
            "cpl",
            "jar",
            "lnk",
            "reg",
            "scf",
            "inf",
            "chm",
            "url",
            "xll",
            "wll",
            "ade",
            "adp",
            "gadget",
            "application",
            "appref-ms",
            "iso",
            "img",
            "vhd",
            "vhdx",
            "one",
            "apk",
            "dmg",
            "pkg",
            "sct",
            "ws",
            "library-ms",
            "search-ms",
            "settingcontent-ms");

    private static final Set<String> HARMLESS_LOOKING = Set.of(
            "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "txt", "rtf", "jpg", "jpeg", "png", "gif", "bmp", "tif",
            "csv", "htm", "html", "mp3", "mp4", "wav", "zip", "eml", "msg");

    private static final Set<String> RESERVED = Set.of(
            "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1",
            "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9");

    private FileName() {}

    /** Returns the extension in lower case without the dot; nothing if there is none. */
    static @Nullable String extension(String name) {
        int dot = name.lastIndexOf('.');
        int folder = Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\'));
        String extension = dot <= folder ? "" : name.substring(dot + 1).strip().toLowerCase(Locale.ROOT);
        return extension.isEmpty() || extension.length() > 20 ? null : extension;
    }

    /** Returns what is suspicious about a name. Folders are not, in an archive. */
    static List<String> flags(String name, boolean inArchive) {
        List<String> flags = new ArrayList<>();
        String forward = name.replace('\\', '/');
        boolean climbs = ("/" + forward + "/").contains("/../");
        boolean absolute = forward.startsWith("/") || forward.matches("[A-Za-z]:.*");
        if (climbs || absolute || (!inArchive && forward.indexOf('/') >= 0)) {
            flags.add("pathTraversal");
        }
        if (name.chars().anyMatch(FileName::turnsDirection)) {
            flags.add("rightToLeft");
        }
        if (name.chars()
                .anyMatch(c -> Character.isISOControl(c)
                        || (Character.getType(c) == Character.FORMAT && !turnsDirection(c)))) {
            flags.add("control");
        }
        String extension = extension(name);
        if (extension != null) {
            boolean executable = EXECUTABLE.contains(extension);
            String before = extension(name.substring(0, name.lastIndexOf('.')).strip());
            if (executable && before != null && HARMLESS_LOOKING.contains(before)) {
                flags.add("doubleExtension");
            }
            if (executable) {
                flags.add("executable");
            }
        }
        return flags;
    }

    private static boolean turnsDirection(int c) {
        return (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0x200E
                || c == 0x200F
                || c == 0x061C;
    }

    /** Returns a name that any file system takes and that means no other place: never empty, no folder. */
    static String safe(String name) {
        StringBuilder safe = new StringBuilder();
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        for (int i = 0; i < last.length(); i++) {
            char c = last.charAt(i);
            boolean harmful = Character.isISOControl(c)
                    || Character.getType(c) == Character.FORMAT
                    || Character.isSurrogate(c)
                    || c == '\uFFFD'
                    || "<>:\"|?*%`$&;'".indexOf(c) >= 0;
            safe.append(harmful ? '_' : c);
        }
        String trimmed = safe.toString().strip().replaceAll("^\\.{1,1000}|[. ]{1,1000}$", "");
        if (trimmed.length() > LONGEST) {
            String extension = extension(trimmed);
            String end = extension == null ? "" : "." + extension;
            trimmed = trimmed.substring(0, LONGEST - end.length()).strip() + end;
        }
        int dot = trimmed.indexOf('.');
        String stem = (dot < 0 ? trimmed : trimmed.substring(0, dot)).toLowerCase(Locale.ROOT);
        return trimmed.isEmpty() || RESERVED.contains(stem) ? "_" + trimmed : trimmed;
    }
}
