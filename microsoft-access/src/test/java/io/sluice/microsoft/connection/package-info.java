/** The connections as the topic tells them. */
@NullMarked
package io.sluice.microsoft.connection;

import org.jspecify.annotations.NullMarked;
