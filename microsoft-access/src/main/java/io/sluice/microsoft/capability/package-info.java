/**
 * What Microsoft wants for each capability of a connection: interfaces, permissions, roles, and a call that tries them.
 */
@NullMarked
package io.sluice.microsoft.capability;

import org.jspecify.annotations.NullMarked;
