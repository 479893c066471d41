/** Access tokens, asked from connection-service and kept until shortly before they expire. */
@NullMarked
package io.sluice.microsoft.token;

import org.jspecify.annotations.NullMarked;
