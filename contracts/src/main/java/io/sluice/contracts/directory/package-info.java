/** What is asked of a directory, and what it says of users and devices. */
@NullMarked
package io.sluice.contracts.directory;

import org.jspecify.annotations.NullMarked;
