/** Tests of the package of the same name. */
@NullMarked
package io.sluice.connections.onboarding;

import org.jspecify.annotations.NullMarked;
