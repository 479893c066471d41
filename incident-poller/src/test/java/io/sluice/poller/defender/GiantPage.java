package io.sluice.poller.defender;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;

/** A page of any size that is never in memory as a whole. */
final class GiantPage extends InputStream {

    private final int incidents;
    private final int alertsPerIncident;
    private final String filler;

    private int incident;
    private int alert = -1;
    private boolean ended;
    private byte[] part = "{\"value\":[".getBytes(UTF_8);
    private int position;

    GiantPage(int incidents, int alertsPerIncident, int bytesPerAlert) {
        this.incidents = incidents;
        this.alertsPerIncident = alertsPerIncident;
        this.filler = "x".repeat(bytesPerAlert - 60);
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        while (position == part.length) {
            if (ended) {
                return -1;
            }
            part = next().getBytes(UTF_8);
            position = 0;
        }
        int read = Math.min(length, part.length - position);
        System.arraycopy(part, position, target, offset, read);
        position += read;
        return read;
    }

    private String next() {
        if (incident == incidents) {
            ended = true;
            return "]}";
        }
        if (alert < 0) {
            alert = 0;
            return (incident == 0 ? "" : ",") + "{\"incidentId\":" + incident + ",\"alerts\":[";
        }
        if (alert == alertsPerIncident) {
            alert = -1;
            incident++;
            return "],\"status\":\"Active\"}";
        }
        return (alert == 0 ? "" : ",") + "{\"alertId\":\"da" + incident + "_" + alert++ + "\",\"description\":\""
                + filler + "\"}";
    }
}
