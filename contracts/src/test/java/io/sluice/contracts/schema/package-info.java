/** The JSON Schemas of the topics' values: made from the records, committed, and compared. */
@NullMarked
package io.sluice.contracts.schema;

import org.jspecify.annotations.NullMarked;
