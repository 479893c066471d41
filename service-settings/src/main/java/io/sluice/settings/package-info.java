/** What can be set of a service, for tests of what sets it. */
@NullMarked
package io.sluice.settings;

import org.jspecify.annotations.NullMarked;
