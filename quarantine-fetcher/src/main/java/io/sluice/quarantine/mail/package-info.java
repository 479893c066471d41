/**
 * Reads mail that nobody should trust: one pass over its bytes, memory that does not grow with them, and an analysis of
 * what it says and holds. Nothing is rendered, executed or fetched.
 */
@NullMarked
package io.sluice.quarantine.mail;

import org.jspecify.annotations.NullMarked;
