package io.sluice.simulator.graph;

import io.sluice.simulator.http.Routes;
import io.sluice.simulator.incident.Device;
import io.sluice.simulator.odata.Fields;
import io.sluice.simulator.odata.Fields.Text;
import io.sluice.simulator.odata.Filter;
import io.sluice.simulator.odata.QueryOptions;
import io.sluice.simulator.organisation.Chart;
import io.sluice.simulator.organisation.Organisation;
import io.sluice.simulator.organisation.Person;
import io.sluice.simulator.surface.Call;
import io.sluice.simulator.surface.Gate;
import io.sluice.simulator.surface.Quotas;
import io.sluice.simulator.surface.RefusedException;
import io.sluice.simulator.tenant.Tenant;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code devices} with their {@code registeredOwners} and {@code registeredUsers}.
 *
 * <p>After Microsoft Learn: "List devices", "Get device", "List registeredOwners" of Microsoft Graph v1.0.
 */
final class DeviceRoutes {

    private static final List<String> DEVICE =
            List.of("Device.Read.All", "Device.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All");
    private static final Pattern GUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Set<String> PEOPLE = Set.of("registeredOwners", "registeredUsers");
    private static final Set<String> EQ = Set.of("eq");

    private static final QueryOptions.Known OPTIONS = new QueryOptions.Known(
            Set.of("$count", "$filter", "$top", "$select", "$expand", Page.SKIP_TOKEN), 100, 999);
    private static final QueryOptions.Known ONE = new QueryOptions.Known(Set.of("$select", "$expand"), 1, 1);
    private static final QueryOptions.Known PEOPLE_OPTIONS =
            new QueryOptions.Known(Set.of("$top", "$select", Page.SKIP_TOKEN), 100, 999);

    private final Gate gate;
    private final Quotas quotas;
    private final Function<Tenant, Optional<Organisation>> organisations;

    DeviceRoutes(Gate gate, Quotas quotas, Function<Tenant, Optional<Organisation>> organisations) {
        this.gate = gate;
        this.quotas = quotas;
        this.organisations = organisations;
    }

    void register(Routes routes) {
        routes.get("/v1.0/devices", gate.behind(DEVICE, quotas, this::devices));
        on(routes, "", this::device);
        for (String people : PEOPLE) {
            on(routes, "/" + people, call -> people(call, people));
        }
    }

    /** A device is named by its object id, or, as an alternate key, by the device id that Defender knows. */
    private void on(Routes routes, String rest, Gate.Operation operation) {
        routes.get("/v1.0/devices/:id" + rest, gate.behind(DEVICE, quotas, operation))
                .getAt(
                        KeyPath.of("/v1.0/devices", "deviceId", "deviceId", rest),
                        gate.behind(DEVICE, quotas, operation));
    }

    /** A tenant's devices and who has them. */
    private record Devices(Organisation organisation, Chart chart, DirectoryObjects objects) {

        Stream<Device> joined() {
            return organisation.devices().stream().filter(device -> device.aadId() != null);
        }

        List<Person> people(Device device, String which) {
            return which.equals("registeredOwners")
                    ? chart.owner(device).stream().toList()
                    : chart.isManaged(device) ? chart.users(device) : List.of();
        }

        List<Map<String, Object>> json(List<Person> people) {
            return people.stream()
                    .map(it ->
                            objects.typedUser(chart.post(it.user().aadUserId()).orElseThrow()))
                    .toList();
        }

        Map<String, Object> json(Device device, Selection selection, Set<String> expanded) {
            Map<String, Object> all = objects.device(device);
            Map<String, Object> json = new LinkedHashMap<>(selection.of(all, all.keySet()));
            expanded.forEach(which -> json.put(which, json(people(device, which))));
            return json;
        }
    }

    private Optional<Devices> devicesOf(Call call) {
        return organisations.apply(call.tenant()).map(organisation -> {
            Chart chart = Chart.of(organisation);
            return new Devices(
                    organisation,
                    chart,
                    new DirectoryObjects(chart, call.caller().roles()));
        });
    }

    private static Selection selection(QueryOptions query, Devices devices) {
        Set<String> known = devices.joined()
                .findFirst()
                .map(it -> devices.objects().device(it).keySet())
                .orElse(Set.of());
        return Selection.of(query.get("$select"), "microsoft.graph.device", known);
    }

    private static Set<String> expanded(QueryOptions query) {
        String expand = query.get("$expand");
        if (expand == null) {
            return Set.of();
        }
        List<String> names =
                Arrays.stream(expand.split(",", -1)).map(String::trim).toList();
        for (String name : names) {
            if (!PEOPLE.contains(name)) {
                throw QueryOptions.bad("Parsing OData Select and Expand failed: Could not find a property named '"
                        + name + "' on type 'microsoft.graph.device'.");
            }
        }
        return new java.util.LinkedHashSet<>(names);
    }

    private static Fields<Device> fields(DirectoryObjects objects) {
        return new Fields<>(
                "microsoft.graph.device",
                Map.of(
                        "id", new Text<>(objects::objectId, false, EQ),
                        "deviceId", new Text<>(Device::aadId, true, EQ),
                        "displayName",
                                new Text<>(
                                        it -> String.valueOf(objects.device(it).get("displayName")), true, EQ)));
    }

    private void devices(Call call) throws IOException {
        QueryOptions query = QueryOptions.of(call.exchange().context().queryParams(), OPTIONS);
        Set<String> expanded = expanded(query);
        Devices devices = devicesOf(call).orElse(null);
        if (devices == null) {
            Page.of(List.<Device>of(), query).send(call, "devices", query, it -> Map.of());
            return;
        }
        Selection selection = selection(query, devices);
        List<Device> matching = devices.joined()
                .filter(Filter.parse(query.get("$filter"), fields(devices.objects())))
                .toList();
        Page.of(matching, query)
                .send(call, selection.context("devices"), query, device -> devices.json(device, selection, expanded));
    }

    private record Found(Devices devices, Device device) {}

    private Found found(Call call) {
        Map<String, String> named = call.exchange().context().pathParams();
        boolean byDeviceId = named.containsKey("deviceId");
        String id = Objects.requireNonNull(named.get(byDeviceId ? "deviceId" : "id"));
        if (!GUID.matcher(id).matches()) {
            throw new RefusedException(400, "Request_BadRequest", "Invalid object identifier '" + id + "'.");
        }
        String lower = id.toLowerCase(Locale.ROOT);
        return devicesOf(call)
                .flatMap(devices -> {
                    Predicate<Device> meant = byDeviceId
                            ? device -> lower.equals(device.aadId())
                            : device -> lower.equals(devices.objects().objectId(device));
                    return devices.joined().filter(meant).findFirst().map(it -> new Found(devices, it));
                })
                .orElseThrow(() -> UserRoutes.absent(id));
    }

    private void device(Call call) throws IOException {
        QueryOptions query = QueryOptions.of(call.exchange().context().queryParams(), ONE);
        Found found = found(call);
        Selection selection = selection(query, found.devices());
        Page.sendOne(
                call,
                selection.context("devices") + "/$entity",
                found.devices().json(found.device(), selection, expanded(query)));
    }

    private void people(Call call, String which) throws IOException {
        QueryOptions query = QueryOptions.of(call.exchange().context().queryParams(), PEOPLE_OPTIONS);
        Found found = found(call);
        List<Map<String, Object>> people = found.devices().json(found.devices().people(found.device(), which));
        Selection selection = Selection.of(query.get("$select"), "microsoft.graph.user", UserRoutes.KNOWN);
        Page.of(people, query).send(call, selection.context("directoryObjects"), query, row -> {
            Map<String, Object> left = new LinkedHashMap<>();
            left.put(DirectoryObjects.TYPE, row.get(DirectoryObjects.TYPE));
            left.putAll(selection.of(row, UserRoutes.USUAL));
            return left;
        });
    }
}
