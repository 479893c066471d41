package io.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

/** Commands that documents name are there, with the options and files that they are shown with. */
class DocumentedCommandsTest {

    private static final Path ROOT = Path.of("..", "..");
    private static final Set<String> FOLDERS_OF_BUILDS = Set.of("target", ".sluice", ".git", "node_modules");

    /** What the script {@code ./sluice} does itself. */
    private static final Pattern OF_THE_SCRIPT = Pattern.compile("(?m)^  ([a-z]+)\\)");

    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```(\\w*)\\n(.*?)^ *```");
    private static final Set<String> SHELLS = Set.of("sh", "bash", "console", "");
    private static final Pattern INLINE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern SERVICE = Pattern.compile("(?m)^  ([a-z-]+):");

    /** Of docker-compose, those that take the names of services; others take none. */
    private static final Set<String> OF_SERVICES =
            Set.of("exec", "logs", "ps", "restart", "rm", "run", "start", "stop", "up");

    private static final Set<String> OF_NONE = Set.of("config", "down", "version");

    /**
     * A command of a document.
     *
     * @param whole whether it is one to be typed as it is; others are mentioned, perhaps without what must follow
     */
    record Documented(String document, String command, boolean whole) {

        @Override
        public String toString() {
            return document + ": " + command;
        }
    }

    static List<Documented> ofSluice() throws IOException {
        return all("./sluice ");
    }

    static List<Documented> ofCompose() throws IOException {
        return all("docker-compose ");
    }

    @ParameterizedTest
    @MethodSource("ofSluice")
    void aCommandOfSluiceIsOneThatItKnows(Documented documented) throws IOException {
        List<String> words = words(documented.command()).stream()
                .map(word -> word.equals("INVESTIGATION") ? "signins-of-user" : word)
                .toList();
        if (words.isEmpty()
                || words.getFirst().equals("COMMAND")
                || ofTheScript().contains(words.getFirst())) {
            return;
        }
        try {
            Sluice.commandLine().parseArgs(words.toArray(String[]::new));
        } catch (MissingParameterException incomplete) {
            if (documented.whole()) {
                fail(documented + ": " + incomplete.getMessage());
            }
        } catch (ParameterException unknown) {
            fail(documented + ": " + unknown.getMessage());
        }
    }

    @ParameterizedTest
    @MethodSource("ofCompose")
    void aCommandOfDockerComposeNamesWhatTheFileHas(Documented documented) throws IOException {
        String file = Files.readString(ROOT.resolve("docker-compose.yml"));
        List<String> services = SERVICE.matcher(file.substring(file.indexOf("\nservices:"), file.indexOf("\nvolumes:")))
                .results()
                .map(service -> service.group(1))
                .toList();
        List<String> words = new ArrayList<>(words(documented.command()));
        while (words.size() > 1 && words.getFirst().startsWith("--")) {
            if (words.removeFirst().equals("--profile")) {
                assertThat(file).contains("profiles: [" + words.removeFirst() + "]");
            }
        }
        String verb = words.removeFirst();
        assertThat(Stream.concat(OF_SERVICES.stream(), OF_NONE.stream())).contains(verb);
        words.stream()
                .filter(word -> OF_SERVICES.contains(verb) && !word.startsWith("-"))
                .findFirst()
                .filter(service -> !service.equals("SERVICE"))
                .ifPresent(service -> assertThat(services).contains(service));
    }

    @Test
    void filesThatCommandsNameAreThere() throws IOException {
        List<Documented> commands = new ArrayList<>();
        for (String tool : List.of("helm ", "kubectl ", "docker-compose ", "./sluice ")) {
            commands.addAll(all(tool));
        }
        assertThat(commands.stream()
                        .flatMap(documented -> words(documented.command()).stream())
                        .filter(word -> word.startsWith("deploy/") || word.startsWith("docs/")))
                .isNotEmpty()
                .allSatisfy(word -> assertThat(ROOT.resolve(word)).exists());
    }

    private static Set<String> ofTheScript() throws IOException {
        String script = Files.readString(ROOT.resolve("sluice"));
        return OF_THE_SCRIPT
                .matcher(script)
                .results()
                .map(command -> command.group(1))
                .filter(command -> Set.of("test", "images", "secrets", "help").contains(command))
                .collect(Collectors.toSet());
    }

    private static List<Documented> all(String tool) throws IOException {
        List<Documented> all = new ArrayList<>();
        for (Path document : documents()) {
            String name = ROOT.relativize(document).toString();
            String text = Files.readString(document);
            BLOCK.matcher(text)
                    .results()
                    .filter(block -> SHELLS.contains(block.group(1)))
                    .forEach(block -> commands(block.group(2), tool)
                            .map(command -> new Documented(name, command, true))
                            .forEach(all::add));
            INLINE.matcher(BLOCK.matcher(text).replaceAll(""))
                    .results()
                    .map(inline -> inline.group(1))
                    .filter(code -> !code.contains("…") && !code.contains("..."))
                    .flatMap(code -> commands(code, tool))
                    .map(command -> new Documented(name, command, false))
                    .forEach(all::add);
        }
        assertThat(all).isNotEmpty();
        return all;
    }

    private static Stream<String> commands(String text, String tool) {
        Pattern call = Pattern.compile("(?m)(?:^ *|[(;|&] *)" + Pattern.quote(tool) + "([^\\n]*)");
        return call.matcher(text.replace("\\\n", " "))
                .results()
                .map(found -> found.group(1))
                .filter(command -> !command.contains("…") && !command.contains("..."));
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> Stream.iterate(file, path -> path != null, Path::getParent)
                            .noneMatch(folder -> FOLDERS_OF_BUILDS.contains(String.valueOf(folder.getFileName()))))
                    .sorted()
                    .toList();
        }
    }

    /** Returns the words of a command as a shell sees them, up to where something else begins. */
    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        for (char letter : command.replaceAll("<[a-z ]+>", "PLACEHOLDER").toCharArray()) {
            if (quote != 0) {
                if (letter == quote) {
                    quote = 0;
                } else {
                    word.append(letter);
                }
            } else if (letter == '\'' || letter == '"') {
                quote = letter;
            } else if (letter == ' ' || "|&;<>)#".indexOf(letter) >= 0) {
                if (!word.isEmpty()) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                if (letter != ' ') {
                    return words;
                }
            } else {
                word.append(letter);
            }
        }
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }
}
