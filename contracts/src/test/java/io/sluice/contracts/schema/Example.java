package io.sluice.contracts.schema;

/**
 * An example of a record.
 *
 * @param name what it is called among the examples of its topic
 * @param eventId its {@code ce_id}, unless it is a request
 * @param subject its {@code ce_subject}, and the last part of its key
 * @param value its value
 */
public record Example(String name, String eventId, String subject, Object value) {}
