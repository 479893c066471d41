package io.sluice.poller.defender;

import io.sluice.contracts.incident.IncidentTime;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.poller.normalize.DefenderShape;
import io.sluice.polling.window.Window;
import io.sluice.polling.window.WindowReader.Extent;
import io.sluice.polling.window.WindowReader.ItemConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One of Microsoft's interfaces, asked for the incidents of a connection for one request, within the part of the quota
 * that polling leaves. Not for several threads at once.
 */
public interface AskedIncidents {

    /** Returns the interface's name on raw records. */
    String source();

    /** Returns the shape of what it gives. */
    DefenderShape shape();

    /** Returns the most incidents that it puts on a page. */
    int largestPage();

    /**
     * Reads one incident with all its alerts.
     *
     * @param incidentId digits
     * @param consumer takes it, once, when all of it is there, and keeps nothing that is large
     * @throws MicrosoftException if there is no answer, no good one, or no such incident
     * @throws InterruptedException if the thread is to stop
     */
    void one(String incidentId, ItemConsumer<ReadItem> consumer) throws MicrosoftException, InterruptedException;

    /**
     * Reads one page of the incidents that were created or changed in a window, with their alerts. Microsoft promises
     * no order.
     *
     * @param wanted which of them
     * @param top how many incidents at most, up to {@link #largestPage}
     * @param skip how many to leave out first; only right where the window's content stands still
     * @param consumer takes each when all of it is there, and keeps nothing that is large
     * @throws MicrosoftException if there is no answer, or no good one
     * @throws InterruptedException if the thread is to stop
     */
    Extent page(Wanted wanted, Window window, int top, int skip, ItemConsumer<ReadItem> consumer)
            throws MicrosoftException, InterruptedException;

    /**
     * What of a window is wanted.
     *
     * @param time which time of the incidents is in the window
     * @param status their state, as the Defender XDR API writes it, where the interface can look at it; nothing: any
     */
    record Wanted(IncidentTime time, @Nullable String status) {}
}
