@NullMarked
package io.sluice.local.command.connections;

import org.jspecify.annotations.NullMarked;
