package io.sluice.local.command;

import io.sluice.local.home.Home;
import io.sluice.local.home.Ports;
import io.sluice.local.state.StackFile;
import io.sluice.local.state.StackState;
import java.nio.file.Path;

/** The clone in which the command was given, and the ports of its stack. */
public final class Here {

    private Here() {}

    /** Returns the clone. */
    public static Home home() {
        return new Home(Path.of(System.getProperty("sluice.home", ".")));
    }

    /** Returns the ports of the running stack; without one, those that the environment says. */
    public static Ports ports() {
        return new StackFile(home())
                .read()
                .map(StackState::portOffset)
                .map(Ports::new)
                .orElseGet(Here::wantedPorts);
    }

    /** Returns the ports that the environment says. */
    public static Ports wantedPorts() {
        return Ports.from(System.getenv(Ports.VARIABLE));
    }
}
