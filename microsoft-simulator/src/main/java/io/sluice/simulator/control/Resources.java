package io.sluice.simulator.control;

import io.sluice.simulator.surface.Surface;
import io.sluice.simulator.tenant.Resource;
import java.util.List;
import java.util.Optional;

/** The APIs as people name them at the control API. */
final class Resources {

    private Resources() {}

    /** The API among these that is meant by a display name, an id, an identifier URI or the name of a surface. */
    static Optional<Resource> meant(List<Resource> among, String name) {
        return Surface.of(name).map(Surface::resource).filter(among::contains).or(() -> Resource.find(among, name));
    }

    /** What is said of a name that means none. */
    static String unknown(List<Resource> among, String name) {
        return "There is no API " + name + ", but "
                + String.join(", ", among.stream().map(Resource::name).toList()) + "; the names of surfaces ("
                + String.join(", ", Surface.ids()) + ") will do as well";
    }
}
