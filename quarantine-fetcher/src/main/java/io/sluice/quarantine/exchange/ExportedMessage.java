package io.sluice.quarantine.exchange;

import org.jspecify.annotations.Nullable;

/**
 * A message that has been exported.
 *
 * @param identity of the quarantined copy, as it was asked for
 * @param bodyEncoding how Exchange said it sent it, such as {@code Base64} or {@code 7bit}, where it said so
 * @param size in bytes, after decoding
 */
public record ExportedMessage(String identity, @Nullable String bodyEncoding, long size) {}
