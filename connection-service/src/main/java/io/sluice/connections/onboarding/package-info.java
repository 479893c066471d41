/** The guide for whoever sets a tenant up for a connection, and the documentation of what each capability needs. */
@NullMarked
package io.sluice.connections.onboarding;

import org.jspecify.annotations.NullMarked;
