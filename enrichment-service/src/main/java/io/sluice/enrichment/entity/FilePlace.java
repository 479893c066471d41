package io.sluice.enrichment.entity;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a file is, as far as that says whether everybody has it: programs of the operating system and installed
 * software are on every machine, and two findings that name one need have nothing to do with each other.
 */
enum FilePlace {
    /** Where the operating system and software are installed. */
    SYSTEM,
    /** Anywhere else. */
    ELSEWHERE,
    /** It is not said, and the name is not that of a usual program. */
    UNKNOWN;

    private static final List<String> WINDOWS = List.of(
            "windows\\", "program files\\", "program files (x86)\\", "programdata\\microsoft\\windows defender\\");

    /** Folders below those that every user can write to. */
    private static final List<String> WRITABLE = List.of(
            "windows\\temp\\",
            "windows\\tasks\\",
            "windows\\tracing\\",
            "windows\\debug\\",
            "windows\\system32\\tasks\\",
            "windows\\syswow64\\tasks\\",
            "windows\\system32\\spool\\drivers\\color\\",
            "windows\\system32\\spool\\printers\\",
            "windows\\servicestate\\",
            "windows\\serviceprofiles\\");

    private static final List<String> VARIABLES = List.of(
            "%windir%\\",
            "%systemroot%\\", "\\systemroot\\", "%programfiles%\\", "%programfiles(x86)%\\", "%programw6432%\\");

    private static final List<String> UNIX = List.of(
            "/bin/",
            "/sbin/",
            "/lib/",
            "/lib64/",
            "/usr/bin/",
            "/usr/sbin/",
            "/usr/lib/",
            "/usr/lib64/",
            "/usr/libexec/",
            "/usr/share/",
            "/system/",
            "/applications/",
            "/library/apple/");

    /**
     * Programs that are known by name where the folder is not said: interpreters, what attacks use, what people use.
     */
    private static final Set<String> USUAL = Set.of(
            "acrobat.exe",
            "acrord32.exe",
            "bash",
            "bitsadmin.exe",
            "certutil.exe",
            "chrome.exe",
            "cmd.exe",
            "conhost.exe",
            "cscript.exe",
            "curl.exe",
            "dash",
            "dllhost.exe",
            "excel.exe",
            "explorer.exe",
            "firefox.exe",
            "iexplore.exe",
            "java.exe",
            "javaw.exe",
            "lsass.exe",
            "msbuild.exe",
            "msedge.exe",
            "mshta.exe",
            "msiexec.exe",
            "net.exe",
            "net1.exe",
            "netsh.exe",
            "notepad.exe",
            "onedrive.exe",
            "outlook.exe",
            "powerpnt.exe",
            "powershell.exe",
            "powershell_ise.exe",
            "pwsh.exe",
            "python.exe",
            "reg.exe",
            "regsvr32.exe",
            "rundll32.exe",
            "runtimebroker.exe",
            "sc.exe",
            "schtasks.exe",
            "services.exe",
            "sh",
            "svchost.exe",
            "taskhostw.exe",
            "taskkill.exe",
            "teams.exe",
            "userinit.exe",
            "w3wp.exe",
            "wermgr.exe",
            "whoami.exe",
            "wininit.exe",
            "winlogon.exe",
            "winword.exe",
            "wmic.exe",
            "wmiprvse.exe",
            "wscript.exe",
            "zsh");

    private static final int MAX_PATH = 1_024;

    /** Returns where a file is by its path or, where that says no folder, what its name says. */
    static FilePlace of(@Nullable String path, @Nullable String name) {
        if (path == null || !hasFolder(path)) {
            String only = name != null ? name : path;
            return only != null && USUAL.contains(only.strip().toLowerCase(Locale.ROOT)) ? SYSTEM : UNKNOWN;
        }
        String folder =
                path.substring(0, Math.min(path.length(), MAX_PATH)).strip().toLowerCase(Locale.ROOT);
        if (folder.charAt(0) == '/') {
            return folder.contains("/../") || !begins(folder, UNIX, 0) ? ELSEWHERE : SYSTEM;
        }
        String windows = folder.indexOf('/') < 0 ? folder : folder.replace('/', '\\');
        windows = windows.startsWith("\\\\?\\") ? windows.substring(4) : windows;
        if (windows.contains("\\..\\")) {
            return ELSEWHERE;
        }
        int root = root(windows);
        if (root > 0) {
            return begins(windows, WINDOWS, root) && !begins(windows, WRITABLE, root) ? SYSTEM : ELSEWHERE;
        }
        // %windir% is in place of c:\windows, so that the writable folders are told by what follows.
        return begins(windows, VARIABLES, 0)
                        && !begins("windows" + windows.substring(Math.max(0, windows.indexOf('\\', 1))), WRITABLE, 0)
                ? SYSTEM
                : ELSEWHERE;
    }

    /** Where the first folder begins: behind a drive, or a volume as drivers call it. */
    private static int root(String path) {
        if (path.length() > 3 && path.charAt(1) == ':' && path.charAt(2) == '\\') {
            return 3;
        }
        if (path.startsWith("\\device\\harddiskvolume")) {
            return path.indexOf('\\', "\\device\\".length()) + 1;
        }
        return -1;
    }

    private static boolean hasFolder(String path) {
        String stripped = path.strip();
        return !stripped.isEmpty() && (stripped.indexOf('\\') >= 0 || stripped.indexOf('/') >= 0);
    }

    private static boolean begins(String path, List<String> beginnings, int at) {
        for (String beginning : beginnings) {
            if (path.startsWith(beginning, at)) {
                return true;
            }
            // The path may be of the folder itself.
            if (path.length() - at == beginning.length() - 1
                    && path.regionMatches(at, beginning, 0, path.length() - at)) {
                return true;
            }
        }
        return false;
    }
}
