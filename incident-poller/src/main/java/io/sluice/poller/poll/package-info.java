/** What incident-poller polls. */
@NullMarked
package io.sluice.poller.poll;

import org.jspecify.annotations.NullMarked;
