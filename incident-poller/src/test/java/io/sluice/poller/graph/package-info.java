/** How Microsoft Graph is read. */
@NullMarked
package io.sluice.poller.graph;

import org.jspecify.annotations.NullMarked;
