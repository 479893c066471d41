package io.sluice.local.bench;

import java.time.Duration;

/**
 * What something cost a process.
 *
 * @param cpu its processor time
 * @param peakResidentMegabytes the most memory that it occupied; 0 where the system does not tell
 * @param peakHeapMegabytes the most heap that was in use, garbage included
 * @param liveHeapMegabytes the most heap that a collection left in use
 */
public record Effort(Duration cpu, long peakResidentMegabytes, long peakHeapMegabytes, long liveHeapMegabytes) {}
