package io.sluice.enrichment.followup;

/**
 * An answer that is about an entity.
 *
 * @param value what was asked about: one of the entity's values
 * @param id the question's id
 * @param answer what all tries to have it answered have come to
 * @param newest what the newest try has come to
 * @param nothings how many of its tries were answered in full and found nothing
 */
record Answered(String value, QuestionId id, Answer answer, Answer newest, long nothings) {}
