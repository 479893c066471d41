/** What all request topics and their results have in common. */
@NullMarked
package io.sluice.contracts.request;

import org.jspecify.annotations.NullMarked;
