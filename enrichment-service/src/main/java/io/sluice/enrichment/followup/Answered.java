package io.sluice.enrichment.followup;

/**
 * An answer that is about an entity.
 *
 * @param value what was asked about: one of the entity's values
 * @param id the question's id
 * @param answer what came of it
 * @param nothings how many of its tries were answered in full and found nothing
 */
record Answered(String value, QuestionId id, Answer answer, long nothings) {}
