package io.sluice.local.home;

import java.nio.file.Path;

/**
 * The folder of a clone, and in it everything that a local stack writes: all below {@code .sluice}, which can be
 * deleted whenever no stack runs.
 *
 * @param root the project's root folder, absolute
 */
public record Home(Path root) {

    /** Makes the path absolute, because processes are recognised by it. */
    public Home {
        root = root.toAbsolutePath().normalize();
    }

    /** Returns the folder of all state. */
    public Path state() {
        return root.resolve(".sluice");
    }

    /** Returns the folder of the logs. */
    public Path logs() {
        return state().resolve("logs");
    }

    /** Returns the log of a part of the stack. */
    public Path log(String part) {
        return logs().resolve(part + ".log");
    }

    /** Returns the folder of Kafka's and PostgreSQL's data, which every start makes anew. */
    public Path data() {
        return state().resolve("data");
    }

    /** Returns the folder of what is worth keeping from one start to the next: unpacked PostgreSQL binaries. */
    public Path cache() {
        return state().resolve("cache");
    }

    /** Returns the file that tells other commands about the running stack. */
    public Path stackFile() {
        return state().resolve("stack.json");
    }

    /** Returns the file whose lock the supervisor holds while it lives. */
    public Path lockFile() {
        return state().resolve("supervisor.lock");
    }

    /**
     * Returns the JVM argument that every process of this clone's stack carries, so that a process can be told from a
     * stranger who got the same process id, and found even if nothing recorded it.
     */
    public String mark() {
        return "-Dsluice.stack=" + state();
    }

    /** Returns what starts one of the project's services; the build makes it. */
    public Path serviceJar(String module) {
        return root.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    }

    /** Returns the folder of this program's libraries, with Kafka's broker among them. */
    public Path libraries() {
        return root.resolve("deploy/local-stack/target/lib");
    }

    /** Returns this program's own jar. */
    public Path ownJar() {
        return root.resolve("deploy/local-stack/target/sluice-local-stack.jar");
    }
}
