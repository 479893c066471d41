/** What the <code>connections</code> topic says about a tenant: never a secret. */
@NullMarked
package io.sluice.contracts.connection;

import org.jspecify.annotations.NullMarked;
