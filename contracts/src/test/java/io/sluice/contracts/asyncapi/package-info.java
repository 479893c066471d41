/** The AsyncAPI document of all topics: made from the topics and schemas, committed, and compared. */
@NullMarked
package io.sluice.contracts.asyncapi;

import org.jspecify.annotations.NullMarked;
