package io.sluice.quarantine.exchange;

import org.jspecify.annotations.Nullable;

/**
 * A message that has been exported.
 *
 * @param identity of the quarantined copy, as it was asked for
 * @param bodyEncoding how Exchange said it sent it, such as {@code Base64} or {@code 7bit}, where it said so
 * @param form how its text was turned into bytes; with {@link EmlForm#BYTES} and characters beyond ASCII nobody can
 *     tell whether Exchange received these bytes, or UTF-8 that it had decoded itself
 * @param size in bytes, after decoding
 */
public record ExportedMessage(String identity, @Nullable String bodyEncoding, EmlForm form, long size) {}
