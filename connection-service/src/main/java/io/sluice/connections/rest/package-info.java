/** The HTTP interface: what it accepts, what it answers, and how it says no. */
@NullMarked
package io.sluice.connections.rest;

import org.jspecify.annotations.NullMarked;
