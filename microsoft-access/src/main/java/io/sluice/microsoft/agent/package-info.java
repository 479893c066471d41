/** Services that run in a customer's network, for that customer's connections alone. */
@NullMarked
package io.sluice.microsoft.agent;

import org.jspecify.annotations.NullMarked;
